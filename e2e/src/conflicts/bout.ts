import { randomUUID } from 'node:crypto';
import { orderReplies } from '@ftgo/order-api';
import { ticketEvents } from '@ftgo/restaurant-api';
import { eventually } from '@ftgo/testing';
import { routerOf } from '../../../infra/router/of-stack.ts';
import type { StandingRule } from '../../../infra/router/client.ts';
import { PATIENTLY, patiently } from '../compensation/patience.ts';
import { type Answer, type Person, type Restaurant, call, operator, placed, stack } from '../ftgo.ts';

/** What people may want of an order, or of its ticket. */
export const commands = ['cancel', 'revise', 'accept', 'reject', 'preparing', 'ready'] as const;
export type Command = (typeof commands)[number];
/** Of the consumer: a saga. The others are the staff's, and done at once. */
export const isSaga = (command: Command): boolean => command === 'cancel' || command === 'revise';

/** How far the ticket is when the first command comes. */
export const stages = ['AWAITING_ACCEPTANCE', 'ACCEPTED', 'PREPARING', 'READY_FOR_PICKUP'] as const;
export type StageOfTicket = (typeof stages)[number];

const STEPS_TO: Readonly<Record<StageOfTicket, readonly Command[]>> = {
  AWAITING_ACCEPTANCE: [],
  ACCEPTED: ['accept'],
  PREPARING: ['accept', 'preparing'],
  READY_FOR_PICKUP: ['accept', 'preparing', 'ready'],
};

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

  private constructor(
    private readonly orderId: string,
    private readonly consumer: Person,
    private readonly restaurant: Restaurant,
  ) {}

  static async at(stage: StageOfTicket, consumer: Person, restaurant: Restaurant): Promise<Bout> {
    const orderId = await eventually(() => placed(consumer, restaurant), PATIENTLY);
    const bout = new Bout(orderId, consumer, restaurant);
    await bout.#ticketIs('AWAITING_ACCEPTANCE');
    for (const command of STEPS_TO[stage]) await bout.give(command);
    return bout;
  }

  /** @returns the answer's status, with the code where it is a refusal. */
  async give(command: Command): Promise<string> {
    const { status, body } = await this.#ask(command);
    return status < 300 ? String(status) : `${status} ${body.code}`;
  }

  /** Gives a command, and keeps what comes of it from the order, so that it is under way for whoever comes next. */
  async begin(command: Command): Promise<string> {
    const news = isSaga(command) ? [orderReplies.StepDone, orderReplies.StepRefused] : [ticketEvents.TicketRejected];
    this.#held = await Promise.all(news.map((type) => this.#router.hold(type).of(this.orderId).for('order').then((rule) => rule)));
    const answer = await this.give(command);
    if (isSaga(command)) await this.#firstReply();
    return answer;
  }

  /** Lets the sagas go on, and waits until none is under way. */
  async ends(): Promise<Ended> {
    await Promise.all(this.#held.map((rule) => rule.lift()));
    return eventually(async () => {
      const token = await operator();
      const [order, ticket] = await Promise.all(['orders', 'tickets'].map((what) => patiently(() => call('GET', `/v1/${what}/${this.orderId}`, { token }))));
      const [{ state, lineItems }, { state: of }] = [order!.body, ticket!.body];
      const settled = !/_PENDING|REJECTED/.test(`${state} ${of}`) && (state === 'CANCELLED') === (of === 'CANCELLED');
      if (!settled) throw new Error(`the order is ${state}, its ticket ${of}`);
      return { order: state, ticket: of, revised: lineItems[0].quantity === 2 };
    }, PATIENTLY);
  }

  #ask(command: Command): Promise<Answer> {
    const headers = { 'idempotency-key': randomUUID() };
    const post = (path: string, { token }: Person, body: object = {}) => patiently(() => call('POST', path, { token, body, headers }));
    switch (command) {
      case 'cancel':
        return post(`/v1/orders/${this.orderId}/cancel`, this.consumer);
      case 'revise':
        return post(`/v1/orders/${this.orderId}/revise`, this.consumer, { lineItems: [{ menuItemId: this.restaurant.menu[0]!.menuItemId, quantity: 2 }] });
      case 'accept':
        return post(`/v1/tickets/${this.orderId}/accept`, this.restaurant, { readyBy: this.#readyBy });
      case 'reject':
        return post(`/v1/tickets/${this.orderId}/reject`, this.restaurant, { reason: 'Out of rice.' });
      case 'preparing':
      case 'ready':
        return post(`/v1/tickets/${this.orderId}/${command}`, this.restaurant);
      default:
        throw new Error(`No such command: ${String(command satisfies never)}`);
    }
  }

  async #firstReply(): Promise<void> {
    await eventually(async () => {
      const states = await Promise.all(this.#held.map((rule) => rule.state()));
      if (!states.some(({ holding }) => holding > 0)) throw new Error('the kitchen has not answered yet');
    }, PATIENTLY);
  }

  async #ticketIs(state: string): Promise<void> {
    const { token } = this.restaurant;
    await eventually(async () => {
      const { body } = await patiently(() => call('GET', `/v1/tickets/${this.orderId}`, { token }));
      if (body.state !== state) throw new Error(`the ticket is ${body.state}`);
    }, PATIENTLY);
  }
}
