import type { Ending } from './cell.ts';

/** How an order, and all that belongs to it, stands: what the public API tells of it. */
export interface Standing {
  readonly order: string;
  /** Why it is as it is: of a rejected or cancelled order, or of a saga that was refused. */
  readonly reason: string;
  readonly ticket: string;
  readonly delivery: string;
  /** On its consumer's account, who has no other order. */
  readonly held: number;
  readonly total: number;
  /** Whether the kitchen cooks what the order says. */
  readonly sameLines: boolean;
}

const live = {
  ticket: ['AWAITING_ACCEPTANCE', 'ACCEPTED', 'PREPARING', 'READY_FOR_PICKUP', 'PICKED_UP'],
  dead: ['CANCELLED', 'FAILED', 'none'],
};

/** @throws Error that says what does not go together with how the order has ended. */
export function agrees(standing: Standing, ends: Ending): void {
  const { order, ticket, delivery, held, total, sameLines } = standing;
  const isLive = ends === 'APPROVED';
  const together =
    order === ends &&
    (isLive ? live.ticket.includes(ticket) && sameLines : ticket === 'CANCELLED') &&
    (isLive ? !/_PENDING$/.test(delivery) && !live.dead.includes(delivery) : live.dead.includes(delivery)) &&
    held === (isLive ? total : 0);
  if (!together) throw new Error(`It should be ${ends}, and is ${JSON.stringify(standing)}`);
}
