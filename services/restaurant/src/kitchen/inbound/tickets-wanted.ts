import { Refusal } from '@ftgo/refusals';
import { pageOf } from '../../page.ts';
import { IN_HAND, type TicketsWanted } from '../application/ports/ticket-queries.ts';

interface Query {
  readonly state: string | undefined;
  readonly limit: number | undefined;
  readonly after: string | undefined;
}

/** Without a state: whatever the kitchen has before it. @throws Refusal `INVALID_PAGE`, `INVALID_TICKET_STATE` */
export function ticketsWanted({ state, limit, after }: Query): TicketsWanted {
  const states = IN_HAND.filter((each) => !state || each === state);
  if (states.length === 0) throw new Refusal('invalid', 'INVALID_TICKET_STATE', `One of ${IN_HAND.join(', ')}.`, '/state');
  return { states, ...pageOf(limit, after) };
}
