import { randomUUID } from 'node:crypto';
import { orderEvents, orderReplies } from '@ftgo/order-api';
import { eventually } from '@ftgo/testing';
import { RouterClient, type Sentence, type StandingRule, type Type } from '../../../infra/router/client.ts';
import { type Answer, type Person, call, operator } from '../ftgo.ts';
import { PATIENTLY, patiently } from '../patience.ts';
import type { Stage } from './stage.ts';
import type { Standing } from './standing.ts';

/** One order, its people, and what the message router does to its messages. */
export class Scene {
  orderId = '';
  /** How it stood on the way, where a cell wants that told. */
  meanwhile: Standing | undefined;
  #consumer: Person | undefined;

  constructor(private readonly stage: Stage) {}

  /** A restaurant that takes no order in. */
  get closed(): Stage['closed'] {
    return this.stage.closed;
  }

  get router(): RouterClient {
    return this.stage.router;
  }

  get consumer(): Person {
    if (!this.#consumer) throw new Error('No order is placed yet');
    return this.#consumer;
  }

  /** Places the order; its OrderCreated is taken as told. */
  async places(created: Sentence, { creditLimit, restaurant = this.stage.ajanta } = {} as { creditLimit?: number; restaurant?: Stage['ajanta'] }): Promise<StandingRule> {
    this.#consumer ??= this.stage.consumer();
    if (creditLimit !== undefined) await this.#limits(creditLimit);
    const placed = await this.stage.places(this.consumer, restaurant, created);
    this.orderId = placed.orderId;
    return placed.created;
  }

  /** Places the order with rules for its messages in force before the first of them is heard. */
  async placesWith(...sentences: readonly Sentence[]): Promise<readonly StandingRule[]> {
    const created = await this.places(this.router.hold(orderEvents.OrderCreated));
    const rules = await this.says(...sentences);
    await created.lift();
    return rules;
  }

  /** Places an order that a credit limit, or a closed restaurant, may be in the way of. */
  async placesFreely(given: { creditLimit?: number; restaurant?: Stage['ajanta'] } = {}): Promise<void> {
    await (await this.places(this.router.hold(orderEvents.OrderCreated), given)).lift();
  }

  /** An order that the restaurant sees and that has a delivery. */
  async approved(given: { creditLimit?: number } = {}): Promise<void> {
    await this.placesFreely(given);
    await this.reaches('APPROVED');
    await this.stands({ ticket: 'AWAITING_ACCEPTANCE', delivery: 'PENDING' });
  }

  /** An order that the restaurant has accepted: no deadline runs any more but that of what is played. */
  async accepted(given: { creditLimit?: number } = {}): Promise<void> {
    await this.approved(given);
    await done(this.accepts());
  }

  /** Says rules for this order's messages alone. */
  says(...sentences: readonly Sentence[]): Promise<readonly StandingRule[]> {
    return Promise.all(sentences.map((sentence) => sentence.of(this.orderId).then((rule) => rule)));
  }

  /** Of the saga's replies only those to these steps reach the order. */
  async losesRepliesBut(...heard: readonly string[]): Promise<StandingRule> {
    // The oldest rule that takes a message has it: these go on almost at once, however often the saga asked.
    for (const step of heard) await this.says(this.router.delay(orderReplies.StepDone).by(1).saying(`"step":"${step}"`));
    const [rule] = await this.says(this.router.hold(orderReplies.StepDone));
    return rule!;
  }

  /** A command comes twice, and so does each reply. */
  async doubles(command: Type): Promise<void> {
    await this.says(this.router.double(command), this.router.double(orderReplies.StepDone), this.router.double(orderReplies.StepRefused));
  }

  cancels(): Promise<Answer> {
    return this.#commands(`/v1/orders/${this.orderId}/cancel`, this.consumer.token);
  }

  /** @param quantity of the one dish, of which there was one */
  revises(quantity = 2): Promise<Answer> {
    const lineItems = [{ menuItemId: this.stage.ajanta.menu[0]!.menuItemId, quantity }];
    return this.#commands(`/v1/orders/${this.orderId}/revise`, this.consumer.token, { lineItems });
  }

  accepts(): Promise<Answer> {
    return this.#staff('accept', { readyBy: new Date(Date.now() + 3_600_000).toISOString() });
  }

  rejects(): Promise<Answer> {
    return this.#staff('reject', { reason: 'Out of rice.' });
  }

  /** A courier will come for it. */
  async isScheduled(): Promise<void> {
    const { token } = await this.stage.courier();
    await eventually(async () => {
      // In vain where there is no offer; and where it is over before the answer is heard, the next one is answered.
      await this.#commands(`/v1/deliveries/${this.orderId}/accept-offer`, token);
      const { delivery } = await this.standing();
      if (delivery !== 'SCHEDULED') throw new Error(`the delivery is ${delivery}`);
    }, PATIENTLY);
  }

  async picksUp(): Promise<Answer> {
    return this.#commands(`/v1/deliveries/${this.orderId}/pick-up`, (await this.stage.courier()).token);
  }

  /** The restaurant begins to cook, as only a ticket lets it that is neither locked nor dead; unless it has begun before. */
  async isCooked(): Promise<void> {
    await eventually(async () => {
      const { ticket } = await this.standing();
      if (ticket === 'PREPARING' || ticket === 'PICKED_UP') return;
      if (ticket !== 'ACCEPTED') await done(this.accepts());
      await done(this.#staff('preparing'));
    }, PATIENTLY);
  }

  /** The order once it is in the state. */
  reaches(state: string): Promise<any> {
    return this.#order(({ state: is }) => is === state, state);
  }

  /** It cannot go on by itself, and operators see it. */
  isStuckAt(step: string): Promise<void> {
    return eventually(async () => {
      const { body } = await patiently(async () => call('GET', `/v1/operations/sagas?orderId=${this.orderId}`, { token: await operator() }));
      if (body.sagas[0]?.step !== step) throw new Error(`not stuck at ${step}: ${JSON.stringify(body)}`);
    }, PATIENTLY);
  }

  /** The last saga was undone, and the order is as it was. */
  wasRefused(): Promise<any> {
    return this.#order(({ state, saga }) => state === 'APPROVED' && saga?.state === 'REFUSED', 'refused');
  }

  wasRevised(): Promise<any> {
    return this.#order(({ state, saga }) => state === 'APPROVED' && saga?.state === 'DONE', 'revised');
  }

  /** The saga takes back what it did. */
  turnsBack(): Promise<any> {
    return this.#order(({ saga }) => saga?.state === 'UNDOING', 'UNDOING');
  }

  /** Waits until it stands so, and has that told. */
  async shows(so: Partial<Standing>): Promise<void> {
    this.meanwhile = await this.stands(so);
  }

  /** Waits until it stands so. */
  stands(so: Partial<Standing>): Promise<Standing> {
    return eventually(async () => {
      const standing = await this.standing();
      const differs = Object.entries(so).some(([part, is]) => standing[part as keyof Standing] !== is);
      if (differs) throw new Error(`of ${JSON.stringify(so)} there is ${JSON.stringify(standing)}`);
      return standing;
    }, PATIENTLY);
  }

  async standing(): Promise<Standing> {
    const token = await operator();
    const paths = [`orders/${this.orderId}`, `tickets/${this.orderId}`, `deliveries/${this.orderId}`, `consumers/${this.consumer.id}/account`];
    const [order, ticket, delivery, account] = await Promise.all(paths.map((path) => patiently(() => call('GET', `/v1/${path}`, { token }))));
    const { state, reason, saga, orderTotal, lineItems } = order!.body;
    return {
      order: state,
      reason: reason ?? (saga?.state === 'REFUSED' ? saga.reason : ''),
      ticket: ticket!.body.state ?? 'none',
      delivery: deliveryState(delivery!.body.state),
      held: account!.body.held.amount,
      total: orderTotal.amount,
      sameLines: JSON.stringify(ticket!.body.lineItems) === JSON.stringify(lineItems),
    };
  }

  async #limits(amount: number): Promise<void> {
    const token = await operator();
    const body = { creditLimit: { amount, currency: 'USD' } };
    await done(patiently(() => call('PUT', `/v1/consumers/${this.consumer.id}/credit-limit`, { token, body })));
  }

  #order(is: (order: any) => boolean, what: string): Promise<any> {
    return eventually(async () => {
      const { body } = await call('GET', `/v1/orders/${this.orderId}`, { token: this.consumer.token });
      if (!is(body)) throw new Error(`not ${what}: ${JSON.stringify(body)}`);
      return body;
    }, PATIENTLY);
  }

  #staff(step: string, body: object = {}): Promise<Answer> {
    return this.#commands(`/v1/tickets/${this.orderId}/${step}`, this.stage.ajanta.token, body);
  }

  #commands(path: string, token: string, body: object = {}): Promise<Answer> {
    const headers = { 'idempotency-key': randomUUID() };
    return patiently(() => call('POST', path, { token, body, headers }));
  }
}

/** @throws Error where the command was refused. */
export async function done(command: Promise<Answer>): Promise<void> {
  const { status, body } = await command;
  if (status >= 300) throw new Error(`Refused: ${status} ${JSON.stringify(body)}`);
}

/** @throws Error where it was not, or for another reason. */
export async function refused(command: Promise<Answer>, code: string): Promise<void> {
  const { status, body } = await command;
  if (body.code !== code) throw new Error(`Should be refused as ${code}: ${status} ${JSON.stringify(body)}`);
}

/** With no courier on duty an accepted order's delivery is offered now and then: no fault decides when. */
const deliveryState = (state: string | undefined): string => (state === 'OFFERED' ? 'PENDING' : (state ?? 'none'));
