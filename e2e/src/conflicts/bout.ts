import { randomUUID } from 'node:crypto';
import { orderReplies } from '@ftgo/order-api';
import { ticketEvents } from '@ftgo/restaurant-api';
import { eventually } from '@ftgo/testing';
import { routerOf } from '../../../infra/router/of-stack.ts';
import type { StandingRule, Type } from '../../../infra/router/client.ts';
import { PATIENTLY, patiently } from '../patience.ts';
import { type Answer, type Person, type Restaurant, call, operator, placed, stack } from '../ftgo.ts';

/** What people may want of an order, of its ticket, or of its delivery. */
export type Command = 'cancel' | 'revise' | 'accept' | 'reject' | 'preparing' | 'ready' | 'pick-up';
/** Of the consumer: a saga. The others are the staff's or the courier's, and done at once. */
export const isSaga = (command: Command): boolean => command === 'cancel' || command === 'revise';

const ofTheKitchen = ['cancel', 'revise', 'accept', 'reject', 'preparing', 'ready'] as const;
const withTheKitchen: readonly (readonly [Command, Command])[] = ofTheKitchen.flatMap((first) =>
  ofTheKitchen.filter((second) => isSaga(first) || isSaga(second)).map((second) => [first, second] as const),
);

interface Stage {
  readonly stepsTo: readonly Command[];
  readonly pairs: readonly (readonly [Command, Command])[];
}

/** How far the ticket is when the first command comes, and who meets whom there. */
export const stages = {
  AWAITING_ACCEPTANCE: { stepsTo: [], pairs: withTheKitchen },
  ACCEPTED: { stepsTo: ['accept'], pairs: withTheKitchen },
  PREPARING: { stepsTo: ['accept', 'preparing'], pairs: withTheKitchen },
  READY_FOR_PICKUP: { stepsTo: ['accept', 'preparing', 'ready'], pairs: withTheKitchen },
  'ACCEPTED, and a courier is coming': {
    stepsTo: ['accept'],
    pairs: [
      ['cancel', 'pick-up'],
      ['pick-up', 'cancel'],
    ],
  },
} as const satisfies Record<string, Stage>;

export type StageName = keyof typeof stages;
export const stageNames = Object.keys(stages) as StageName[];
const REPLIES = [orderReplies.StepDone, orderReplies.StepRefused];
const COURIER_COMES: StageName = 'ACCEPTED, and a courier is coming';

/** Who gives the commands. */
export interface Cast {
  readonly consumer: Person;
  readonly restaurant: Restaurant;
  readonly courier: Person;
}

export interface Ended {
  readonly order: string;
  readonly ticket: string;
  readonly revised: boolean;
}

/** One order that two commands are given to. */
export class Bout {
  readonly #router = routerOf(stack);
  readonly #readyBy = new Date(Date.now() + 3_600_000).toISOString();
  #held: readonly StandingRule[] = [];
  #isPickedUp = false;

  private constructor(
    private readonly orderId: string,
    private readonly cast: Cast,
  ) {}

  static async at(stage: StageName, cast: Cast): Promise<Bout> {
    const orderId = await placed(cast.consumer, cast.restaurant);
    const bout = new Bout(orderId, cast);
    await bout.#ticketIs('AWAITING_ACCEPTANCE');
    for (const command of stages[stage].stepsTo) await bout.give(command);
    if (stage === COURIER_COMES) await bout.#isScheduled();
    return bout;
  }

  /** @returns the answer's status, with the code where it is a refusal. */
  async give(command: Command): Promise<string> {
    const { status, body } = await this.#ask(command);
    this.#isPickedUp ||= command === 'pick-up' && status === 200;
    return status < 300 ? String(status) : `${status} ${body.code}`;
  }

  /** Gives a command, and keeps what comes of it from the order, so that it is under way for whoever comes next. */
  async begin(command: Command): Promise<string> {
    await this.#keepFromTheOrder(isSaga(command) ? REPLIES : [ticketEvents.TicketRejected]);
    const answer = await this.give(command);
    if (isSaga(command)) await this.#firstReply();
    return answer;
  }

  /** Gives two commands at the very same moment: no saga gets beyond its first step before both are answered. */
  async giveAtOnce(one: Command, other: Command): Promise<void> {
    await this.#keepFromTheOrder(REPLIES);
    await Promise.all([this.give(one), this.give(other)]);
  }

  /** Lets the sagas go on, and waits until none is under way. */
  async ends(): Promise<Ended> {
    await Promise.all(this.#held.map((rule) => rule.lift()));
    return eventually(async () => {
      const token = await operator();
      const [order, ticket] = await Promise.all(['orders', 'tickets'].map((what) => patiently(() => call('GET', `/v1/${what}/${this.orderId}`, { token }))));
      const [{ state, lineItems }, { state: of }] = [order!.body, ticket!.body];
      const isNewsHeard = !this.#isPickedUp || of === 'PICKED_UP';
      const settled = isNewsHeard && !/_PENDING|REJECTED/.test(`${state} ${of}`) && (state === 'CANCELLED') === (of === 'CANCELLED');
      if (!settled) throw new Error(`the order is ${state}, its ticket ${of}`);
      return { order: state, ticket: of, revised: lineItems[0].quantity === 2 };
    }, PATIENTLY);
  }

  #ask(command: Command): Promise<Answer> {
    const headers = { 'idempotency-key': randomUUID() };
    const post = (path: string, { token }: Person, body: object = {}) => patiently(() => call('POST', path, { token, body, headers }));
    const { consumer, restaurant, courier } = this.cast;
    switch (command) {
      case 'cancel':
        return post(`/v1/orders/${this.orderId}/cancel`, consumer);
      case 'revise':
        return post(`/v1/orders/${this.orderId}/revise`, consumer, { lineItems: [{ menuItemId: restaurant.menu[0]!.menuItemId, quantity: 2 }] });
      case 'accept':
        return post(`/v1/tickets/${this.orderId}/accept`, restaurant, { readyBy: this.#readyBy });
      case 'reject':
        return post(`/v1/tickets/${this.orderId}/reject`, restaurant, { reason: 'Out of rice.' });
      case 'preparing':
      case 'ready':
        return post(`/v1/tickets/${this.orderId}/${command}`, restaurant);
      case 'pick-up':
        return post(`/v1/deliveries/${this.orderId}/pick-up`, courier);
      default:
        throw new Error(`No such command: ${String(command satisfies never)}`);
    }
  }

  async #keepFromTheOrder(news: readonly Type[]): Promise<void> {
    this.#held = await Promise.all(news.map((type) => this.#router.hold(type).of(this.orderId).for('order').then((rule) => rule)));
  }

  async #firstReply(): Promise<void> {
    await eventually(async () => {
      const states = await Promise.all(this.#held.map((rule) => rule.state()));
      if (!states.some(({ holding }) => holding > 0)) throw new Error('the kitchen has not answered yet');
    }, PATIENTLY);
  }

  async #isScheduled(): Promise<void> {
    const { token } = this.cast.courier;
    await eventually(async () => {
      await call('POST', `/v1/deliveries/${this.orderId}/accept-offer`, { token, body: {}, headers: { 'idempotency-key': randomUUID() } });
      const { body } = await patiently(() => call('GET', `/v1/deliveries/${this.orderId}`, { token }));
      if (body.state !== 'SCHEDULED') throw new Error(`the delivery is ${JSON.stringify(body)}`);
    }, PATIENTLY);
  }

  async #ticketIs(state: string): Promise<void> {
    const { token } = this.cast.restaurant;
    await eventually(async () => {
      const { body } = await patiently(() => call('GET', `/v1/tickets/${this.orderId}`, { token }));
      if (body.state !== state) throw new Error(`the ticket is ${body.state}`);
    }, PATIENTLY);
  }
}
