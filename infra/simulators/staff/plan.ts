import type { Fate } from '../fate.ts';
import type { Pace } from '../pace.ts';

/** A ticket as the gateway shows it. */
export interface Ticket {
  readonly orderId: string;
  readonly state: string;
  readonly readyBy?: string;
}

export type Step =
  | { readonly name: 'accept'; readonly readyBy: Date }
  | { readonly name: 'reject'; readonly reason: string }
  | { readonly name: 'preparing' | 'ready' };

/** A kitchen's people at the stove: so many orders are cooked at a time. */
export const COOKS = 8;
/** Minutes; whoever would wait longer is told so instead. */
const LONGEST_WAIT = 120;
const REJECTED_SHARE = 0.03;
const REASONS = ['We have run out of an ingredient.', 'Our oven is being repaired.', 'We close early today.'];
export const TOO_BUSY = 'The kitchen is too busy.';

/**
 * What the staff does with tickets. Nothing is remembered: what is next, and when, follows from the ticket itself, the seed and the
 * tickets in hand, so that a simulator that was killed goes on where it was.
 */
export class Plan {
  readonly #fate: Fate;
  readonly #pace: Pace;

  constructor(fate: Fate, pace: Pace) {
    this.#fate = fate;
    this.#pace = pace;
  }

  /** When its next step is due, by the clock; undefined where the staff has nothing more to do with it. */
  dueAt({ orderId, state, readyBy }: Ticket): number | undefined {
    switch (state) {
      case 'AWAITING_ACCEPTANCE':
        return orderedAt(orderId) + this.#pace.minutes(this.#fate.between(0.2, 1.5, orderId, 'decides after'));
      case 'ACCEPTED':
        return Date.parse(readyBy!) - this.cooking(orderId);
      case 'PREPARING':
        // One in five is late.
        return Date.parse(readyBy!) + this.#pace.minutes(Math.max(0, this.#fate.between(-16, 4, orderId, 'late')));
      default:
        return undefined;
    }
  }

  /** @param inHand what else the kitchen has accepted, and not finished */
  next(ticket: Ticket, inHand: readonly Ticket[], now: number): Step | undefined {
    switch (ticket.state) {
      case 'AWAITING_ACCEPTANCE':
        return this.#decide(ticket.orderId, inHand, now);
      case 'ACCEPTED':
        return { name: 'preparing' };
      case 'PREPARING':
        return { name: 'ready' };
      default:
        return undefined;
    }
  }

  /** How many milliseconds this order is on the stove. */
  cooking(orderId: string): number {
    return this.#pace.minutes(this.#fate.between(8, 20, orderId, 'cooking'));
  }

  /** Why the staff will not have it, whatever else it has to do. */
  rejection(orderId: string): string | undefined {
    return this.#fate.of(orderId, 'rejected') < REJECTED_SHARE ? this.#fate.oneOf(REASONS, orderId, 'reason') : undefined;
  }

  #decide(orderId: string, inHand: readonly Ticket[], now: number): Step {
    const reason = this.rejection(orderId);
    if (reason) return { name: 'reject', reason };
    const begins = firstFree(inHand.flatMap(({ readyBy }) => (readyBy ? [Date.parse(readyBy)] : [])), now);
    if (begins - now > this.#pace.minutes(LONGEST_WAIT)) return { name: 'reject', reason: TOO_BUSY };
    return { name: 'accept', readyBy: new Date(Math.ceil(begins + this.cooking(orderId))) };
  }
}

/** When a cook is free: those who are at it longest in the end come last. */
function firstFree(readyBys: readonly number[], now: number): number {
  const lastOfEachCook = [...readyBys].sort((one, other) => other - one).slice(0, COOKS);
  return lastOfEachCook.length < COOKS ? now : Math.max(now, lastOfEachCook.at(-1)!);
}

/** Order ids are UUIDv7: the first 48 bits are the time (RFC 9562, 5.7). */
const orderedAt = (orderId: string): number => parseInt(orderId.replace('-', '').slice(0, 12), 16);
