import { randomUUID } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import { ADDRESS } from './cast.ts';
import type { Cast } from './cast.ts';
import type { PlannedOrder } from './order-plan.ts';
import type { Act, PlannedAct } from './planned-acts.ts';
import type { Answer, PatientClient } from './patient-client.ts';

/** An act, and what it was answered: the state of the order or the ticket, or the code of a refusal. */
export interface Acted {
  readonly act: Act;
  readonly answer: string;
  readonly wasRefused: boolean;
}

/** What the client of a planned order was told. */
export interface Asked {
  readonly order: PlannedOrder;
  /** The ids of every 201 it got; more than one id is one too many. */
  readonly accepted: Set<string>;
  /** The codes of refusals, such as ITEM_NOT_ON_MENU. */
  readonly refused: Set<string>;
  /** What was done about it, in order. */
  readonly acts: Acted[];
  /** Why it never got an answer. */
  unanswered?: string;
}

/** An outage must not pile up clients without end. */
const MOST_UNDER_WAY = 250;
const ASKS_AGAIN_AFTER = 3_000;
/** An act that comes before what it needs is tried so often. */
const MOST_ATTEMPTS = 8;
const TRIES_AGAIN_AFTER = 400;
const NOT_YET = new Set(['ORDER_NOT_APPROVED_YET', 'TICKET_NOT_FOUND', 'WRONG_TICKET_STATE', 'READY_BY_OUT_OF_RANGE']);
/** A meal is cooked that fast here. */
const PROMISED_IN = 2_500;

/** The idempotency key of an order. It is written on the order too, as its street: what became of it can be read from outside. */
export const keyOf = (run: string, number: number): string => `${run}-${number}`;

/** Plays the clients of a run, side by side. */
export class OrderStream {
  readonly asked = new Map<number, Asked>();
  /** Milliseconds. */
  longestWithoutOrder = 0;
  readonly run = `faults-${randomUUID().slice(0, 8)}`;
  readonly #cast: Cast;
  readonly #client: PatientClient;
  readonly #underWay = new Set<Promise<void>>();
  #lastAccepted = 0;

  constructor(cast: Cast, client: PatientClient) {
    this.#cast = cast;
    this.#client = client;
  }

  get accepted(): number {
    let accepted = 0;
    for (const { accepted: ids } of this.asked.values()) if (ids.size > 0) accepted += 1;
    return accepted;
  }

  /** Lets clients come until the signal; resolves when each has its answer, or gave up. */
  async play(orders: Generator<PlannedOrder, never>, perSecond: number, over: AbortSignal): Promise<void> {
    this.#lastAccepted = performance.now();
    const begun = performance.now();
    for (let come = 0; !over.aborted; come += 1) {
      const due = begun + (come * 1_000) / perSecond;
      await after(Math.max(due - performance.now(), 0), undefined, { signal: over }).catch(() => undefined);
      if (over.aborted) break;
      while (this.#underWay.size >= MOST_UNDER_WAY) await Promise.race(this.#underWay);
      const client = this.#visit(orders.next().value).finally(() => this.#underWay.delete(client));
      this.#underWay.add(client);
    }
    this.#noteTime();
    await Promise.all(this.#underWay);
  }

  async #visit(order: PlannedOrder): Promise<void> {
    const asked: Asked = { order, accepted: new Set(), refused: new Set(), acts: [] };
    this.asked.set(order.number, asked);
    try {
      await this.#behave(asked);
    } catch (error) {
      asked.unanswered = (error as Error).message;
    }
  }

  async #behave(asked: Asked): Promise<void> {
    const { order } = asked;
    switch (order.kind) {
      case 'repeated':
        await Promise.all([this.#place(asked), this.#place(asked)]);
        await after(ASKS_AGAIN_AFTER);
        return this.#place(asked);
      case 'reusedKey': {
        await this.#place(asked);
        return this.#place(asked, { quantity: order.quantity + 1 });
      }
      case 'menuChanges':
        await Promise.all([this.#changeMenu(order), this.#place(asked)]);
        return;
      case 'unknownItem':
        return this.#place(asked, { menuItemId: randomUUID() });
      default:
        await this.#place(asked);
        for (const act of order.acts) await this.#act(asked, act);
    }
  }

  async #place(asked: Asked, { quantity, menuItemId }: { quantity?: number; menuItemId?: string } = {}): Promise<void> {
    const { order } = asked;
    const restaurant = this.#cast.restaurants[order.restaurant];
    const answer = await this.#client.ask('POST', '/v1/orders', {
      token: this.#cast.consumers[order.consumer].token,
      key: keyOf(this.run, order.number),
      patience: order.patience,
      body: {
        restaurantId: restaurant.id,
        lineItems: [{ menuItemId: menuItemId ?? restaurant.menu[0]!.menuItemId, quantity: quantity ?? order.quantity }],
        deliveryAddress: { ...ADDRESS, street: keyOf(this.run, order.number) },
      },
    });
    this.#note(asked, answer);
  }

  #note(asked: Asked, { status, body }: Answer): void {
    if (status !== 201) return void asked.refused.add(body.code ?? String(status));
    if (asked.accepted.size === 0) this.#noteTime();
    asked.accepted.add(body.orderId);
  }

  #noteTime(): void {
    const now = performance.now();
    this.longestWithoutOrder = Math.max(this.longestWithoutOrder, now - this.#lastAccepted);
    this.#lastAccepted = now;
  }

  /** Once an order is accepted; what is not possible yet is tried again, for some time. */
  async #act(asked: Asked, planned: PlannedAct): Promise<void> {
    const [orderId] = asked.accepted;
    if (!orderId) return;
    await after(planned.after);
    for (let attempt = 1; ; attempt += 1) {
      const { path, body, token } = this.#requestOf(asked.order, orderId, planned);
      // A refusal is the answer to its key for good.
      const key = `${keyOf(this.run, asked.order.number)}-${asked.acts.length}-${attempt}`;
      const answer = await this.#client.ask('POST', path, { token, key, body });
      const code = String(answer.body.code ?? answer.body.state ?? answer.status);
      const wasRefused = answer.status >= 300;
      if (wasRefused && NOT_YET.has(code) && attempt < MOST_ATTEMPTS) {
        await after(TRIES_AGAIN_AFTER);
        continue;
      }
      asked.acts.push({ act: planned.act, answer: code, wasRefused });
      return;
    }
  }

  #requestOf(order: PlannedOrder, orderId: string, { act, quantity }: PlannedAct): { path: string; body: object; token: string } {
    const consumer = this.#cast.consumers[order.consumer].token;
    const staff = this.#cast.staff[order.restaurant];
    const [dish] = this.#cast.restaurants[order.restaurant].menu;
    switch (act) {
      case 'cancel':
        return { path: `/v1/orders/${orderId}/cancel`, body: {}, token: consumer };
      case 'revise':
        return { path: `/v1/orders/${orderId}/revise`, body: { lineItems: [{ menuItemId: dish!.menuItemId, quantity }] }, token: consumer };
      case 'accept':
        return { path: `/v1/tickets/${orderId}/accept`, body: { readyBy: new Date(Date.now() + PROMISED_IN).toISOString() }, token: staff };
      case 'reject':
        return { path: `/v1/tickets/${orderId}/reject`, body: { reason: 'Out of rice.' }, token: staff };
      case 'preparing':
      case 'ready':
        return { path: `/v1/tickets/${orderId}/${act}`, body: {}, token: staff };
    }
  }

  /** The price goes up and comes down again, or the dish is gone and comes back. */
  async #changeMenu({ restaurant, quantity, number }: PlannedOrder): Promise<void> {
    const { id, menu } = this.#cast.restaurants[restaurant];
    const token = this.#cast.staff[restaurant];
    const [first, ...rest] = menu;
    const changed = quantity === 1 ? rest : [{ ...first!, price: { ...first!.price, amount: first!.price.amount + number } }, ...rest];
    const put = (items: readonly object[]) => this.#client.ask('PUT', `/v1/restaurants/${id}/menu`, { token, body: { menu: items } });
    await put(changed);
    await put(menu);
  }
}
