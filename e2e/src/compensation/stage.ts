import { randomUUID } from 'node:crypto';
import { routerOf } from '../../../infra/router/of-stack.ts';
import type { Sentence, StandingRule } from '../../../infra/router/client.ts';
import { type Person, type Restaurant, place, someConsumer, someCourier, someRestaurant, stack } from '../ftgo.ts';
import { patiently } from '../patience.ts';

const SIGN_UPS_AT_ONCE = 4;

export interface Placed {
  readonly orderId: string;
  readonly created: StandingRule;
}

/** What all scenes share: the router, and the restaurants. */
export class Stage {
  readonly router = routerOf(stack);
  #courier: Promise<Person> | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly ajanta: Restaurant,
    /** Takes no order in. */
    readonly closed: Restaurant,
    private readonly consumers: Person[],
  ) {}

  /** @param orders that will be placed: each has a consumer of its own. */
  static async open(orders: number): Promise<Stage> {
    const someone = await someConsumer();
    const restaurants = [await someRestaurant(someone), await someRestaurant(someone, { openingHours: [] })] as const;
    const consumers: Person[] = [];
    // Passwords cost the consumer service much: not all sign up at once.
    const signUps = Array.from({ length: SIGN_UPS_AT_ONCE }, async () => {
      while (orders > 0) {
        orders -= 1;
        consumers.push(await someConsumer());
      }
    });
    await Promise.all(signUps);
    return new Stage(...restaurants, consumers);
  }

  /** On duty, at the restaurant. */
  courier(): Promise<Person> {
    return (this.#courier ??= someCourier());
  }

  /** One who has no order yet. */
  consumer(): Person {
    const next = this.consumers.pop();
    if (!next) throw new Error('There are more orders than consumers');
    return next;
  }

  /**
   * Places an order whose OrderCreated the router takes as told. One order after the other: the rule cannot name an order that is
   * not there yet, and must not take another's.
   */
  places(consumer: Person, restaurant: Restaurant, created: Sentence): Promise<Placed> {
    const placed = this.#turn.then(async () => {
      const rule = await created.once();
      const key = { 'idempotency-key': randomUUID() };
      const { status, body } = await patiently(() => place(consumer, restaurant, 1, key));
      if (status !== 201) throw new Error(`Placing an order: ${status} ${JSON.stringify(body)}`);
      await rule.took();
      return { orderId: body.orderId as string, created: rule };
    });
    this.#turn = placed.catch(() => undefined);
    return placed;
  }
}
