import type { Logger } from 'pino';
import type { Simulated } from '../run-simulator.ts';
import type { Worker } from '../worker.ts';
import type { Plan, Step, Ticket } from './plan.ts';

/** How often the staff looks for new tickets, in milliseconds: while it cooks, and while it has nothing to do. */
const LOOKS_EVERY = { busy: 500, idle: 4_000 };
/** How often it looks at everything it has in hand: somebody else may have acted for it, or a cancellation been taken back. */
const SURVEYS_EVERY_MS = 30_000;
const PAGE = 100;
/** Fewer would be a busy loop over a clock that is not finer. */
const SHORTEST_PAUSE_MS = 20;

interface TicketPage {
  readonly tickets: readonly Ticket[];
  readonly nextAfter?: string;
}

/** The staff of one restaurant: decides on tickets, cooks what it accepted and has it ready, each when it is due. */
export class RestaurantStaff implements Simulated {
  readonly #worker: Worker;
  readonly #plan: Plan;
  readonly #log: Logger;
  /** Accepted, and not finished. */
  readonly #inHand = new Map<string, Ticket>();
  #surveyAt = 0;

  constructor(worker: Worker, plan: Plan, log: Logger) {
    this.#worker = worker;
    this.#plan = plan;
    this.#log = log;
  }

  /** Takes every step that is due. @returns how many milliseconds to wait for the next round */
  async round(now: () => number): Promise<number> {
    if (now() >= this.#surveyAt) await this.#survey(now());
    const { tickets: queue, nextAfter } = await this.#page('AWAITING_ACCEPTANCE');
    const due = [...queue, ...this.#inHand.values()].filter((ticket) => this.#plan.dueAt(ticket)! <= now());
    for (const ticket of due) await this.#takeStep(ticket, now());
    if (nextAfter && due.length > 0) return 0;
    const soonest = Math.min(...[...queue, ...this.#inHand.values()].filter((ticket) => !due.includes(ticket)).map((ticket) => this.#plan.dueAt(ticket)!));
    const look = this.#inHand.size + queue.length > 0 ? LOOKS_EVERY.busy : LOOKS_EVERY.idle;
    return Math.max(SHORTEST_PAUSE_MS, Math.min(look, soonest - now()));
  }

  /** Whatever failed: what is in hand is no longer known for certain. */
  startOver(): void {
    this.#surveyAt = 0;
  }

  async #survey(now: number): Promise<void> {
    const found: Ticket[] = [];
    for (const state of ['ACCEPTED', 'PREPARING']) {
      for (let after: string | undefined = ''; after !== undefined; ) {
        const page: TicketPage = await this.#page(state, after);
        found.push(...page.tickets);
        after = page.nextAfter;
      }
    }
    this.#inHand.clear();
    for (const ticket of found) this.#inHand.set(ticket.orderId, ticket);
    this.#surveyAt = now + SURVEYS_EVERY_MS;
  }

  async #page(state: string, after = ''): Promise<TicketPage> {
    const query = new URLSearchParams({ state, limit: `${PAGE}`, ...(after && { after }) });
    return this.#worker.get<TicketPage>(`/v1/restaurants/${await this.#worker.id()}/tickets?${query}`);
  }

  async #takeStep(ticket: Ticket, now: number): Promise<void> {
    const { orderId } = ticket;
    const step = this.#plan.next(ticket, [...this.#inHand.values()], now)!;
    const { status, body } = await this.#worker.post<Ticket>(`/v1/tickets/${orderId}/${step.name}`, bodyOf(step));
    this.#inHand.delete(orderId);
    if (status !== 200) {
      // Its order was cancelled, is being changed, or somebody else was faster: the next survey will tell.
      this.#log.info({ orderId, code: body.code }, `not ${step.name}`);
      return;
    }
    if (body.state === 'ACCEPTED' || body.state === 'PREPARING') this.#inHand.set(orderId, body);
    this.#log.info({ orderId, state: body.state, ...bodyOf(step) }, step.name);
  }
}

function bodyOf(step: Step): object {
  switch (step.name) {
    case 'accept':
      return { readyBy: step.readyBy.toISOString() };
    case 'reject':
      return { reason: step.reason };
    case 'preparing':
    case 'ready':
      return {};
  }
}
