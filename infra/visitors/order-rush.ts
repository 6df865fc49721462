import { randomUUID } from 'node:crypto';
import { settledBooks } from '../../benchmarks/load/books.ts';
import { percentiles } from '../../benchmarks/load/figures.ts';
import { Town } from '../../benchmarks/load/town.ts';

const CREDIT_LIMIT = 1_000_000_000;
const ADDRESS = { street: '9 Amazing View', city: 'Oakland', zip: '94612', lat: 37.8044, lng: -122.2712 };
const SETTLES_WITHIN_MS = 120_000;
const OPEN_STATES = ['APPROVAL_PENDING'];

/** What came of placing orders. */
export interface Placed {
  readonly asked: number;
  readonly accepted: number;
  /** What those that were not accepted were answered, and how often; the same request was not sent again. */
  readonly failed: Readonly<Record<string, number>>;
  /** When the first of those was, after the first order, in seconds. */
  readonly failedAt: readonly number[];
  readonly took: string;
}

/** What is left of them. */
export interface Settled {
  readonly states: Readonly<Record<string, number>>;
  /** Accepted, and not known. */
  readonly lost: number;
  /** Accepted, and neither approved nor rejected in the end. */
  readonly stuck: number;
  /** Known, and never asked for. */
  readonly doubled: number;
  readonly booksBalance: boolean;
  readonly books: unknown;
}

interface Consumer {
  readonly id: string;
  readonly token: string;
  readonly orders: string[];
}

type Restaurant = Awaited<ReturnType<Town['restaurants']>>[number];

/** Consumers who order at a steady rate, whatever becomes of earlier orders, and ask about all of them afterwards. */
export class OrderRush {
  #enough = false;
  #unanswered = 0;
  readonly #town: Town;
  readonly #operator: string;
  readonly #consumers: readonly Consumer[];
  readonly #restaurants: readonly Restaurant[];
  readonly #knownBefore: number;

  private constructor(town: Town, operator: string, consumers: readonly Consumer[], restaurants: readonly Restaurant[], knownBefore: number) {
    this.#town = town;
    this.#operator = operator;
    this.#consumers = consumers;
    this.#restaurants = restaurants;
    this.#knownBefore = knownBefore;
  }

  static async prepare(gateway: URL, { consumers, password }: { consumers: number; password: string }): Promise<OrderRush> {
    const town = new Town(gateway, 4 * consumers);
    const operator = await town.signIn('ops@ftgo.example', password);
    const restaurants = await town.restaurants();
    if (restaurants.length === 0) throw new Error('No restaurant is open round the clock: where is the demo data?');
    const people: Consumer[] = [];
    // One after the other: each costs several password hashes.
    for (let number = 0; number < consumers; number += 1) people.push({ ...(await town.newConsumer(operator, CREDIT_LIMIT)), orders: [] });
    return new OrderRush(town, operator, people, restaurants, await ordersIn(town, operator));
  }

  /** No more orders than there are. */
  enough(): void {
    this.#enough = true;
  }

  async place(perSecond: number, seconds: number): Promise<Placed> {
    const took: number[] = [];
    const failed: Record<string, number> = {};
    const failedAt: number[] = [];
    const began = performance.now();
    const one = async (number: number): Promise<void> => {
      const start = performance.now();
      const outcome = await this.#order(number);
      if (outcome === 'accepted') return void took.push(performance.now() - start);
      failed[outcome] = (failed[outcome] ?? 0) + 1;
      failedAt.push(Math.round((start - began) / 100) / 10);
    };
    const under: Promise<void>[] = [];
    for (let number = 0; number < perSecond * seconds && !this.#enough; number += 1) {
      const wait = began + (number / perSecond) * 1_000 - performance.now();
      if (wait > 0) await new Promise((go) => setTimeout(go, wait));
      under.push(one(number));
    }
    await Promise.all(under);
    return { asked: under.length, accepted: took.length, failed, failedAt, took: percentiles(took) };
  }

  /** Asks for every order until each is approved or rejected, and for the books. */
  async settle(): Promise<Settled> {
    const giveUpAt = performance.now() + SETTLES_WITHIN_MS;
    const states = new Map<string, string>();
    const open = () => this.#consumers.flatMap(({ token, orders }) => orders.filter((id) => isOpen(states.get(id))).map((id) => ({ id, token })));
    while (open().length > 0 && performance.now() < giveUpAt) {
      for (const { id, token } of open()) {
        const { status, body } = await this.#town.call('GET', `/v1/orders/${id}`, { token }).catch(() => ({ status: 0, body: undefined }));
        if (status === 200) states.set(id, body.state);
        else if (status === 404) states.set(id, 'LOST');
      }
    }
    const accepted = this.#consumers.flatMap(({ orders }) => orders);
    const { balanced, checks } = await settledBooks(this.#town, this.#operator);
    return {
      states: counted(accepted.map((id) => states.get(id) ?? 'UNKNOWN')),
      lost: accepted.filter((id) => states.get(id) === 'LOST').length,
      stuck: open().length,
      doubled: Math.max(0, (await ordersIn(this.#town, this.#operator)) - this.#knownBefore - accepted.length - this.#unanswered),
      booksBalance: balanced,
      books: balanced ? undefined : checks,
    };
  }

  /** @returns `accepted`, or what it was answered instead */
  async #order(number: number): Promise<string> {
    const consumer = this.#consumers[number % this.#consumers.length]!;
    const restaurant = this.#restaurants[number % this.#restaurants.length]!;
    const menuItemId = restaurant.menuItemIds[number % restaurant.menuItemIds.length]!;
    const body = { restaurantId: restaurant.id, lineItems: [{ menuItemId, quantity: 1 }], deliveryAddress: ADDRESS };
    try {
      const answer = await this.#town.call('POST', '/v1/orders', { token: consumer.token, key: randomUUID(), body });
      if (answer.status === 201) {
        consumer.orders.push(answer.body.orderId);
        return 'accepted';
      }
      if (answer.status >= 500) this.#unanswered += 1;
      return `${answer.status} ${answer.body?.code ?? ''}`;
    } catch (error) {
      this.#unanswered += 1;
      return (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    }
  }
}

const counted = (states: readonly string[]): Record<string, number> =>
  states.reduce<Record<string, number>>((counts, state) => ({ ...counts, [state]: (counts[state] ?? 0) + 1 }), {});

const isOpen = (state: string | undefined): boolean => state === undefined || OPEN_STATES.includes(state);

/** How many orders the order service knows, all consumers' together. */
async function ordersIn(town: Town, operator: string): Promise<number> {
  const { body } = await town.call('GET', '/v1/operations/books', { token: operator });
  return (body.orders.byState as { count: number }[]).reduce((sum, { count }) => sum + count, 0);
}
