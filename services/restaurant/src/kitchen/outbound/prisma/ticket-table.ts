import type { AggregateTable, Row } from '@ftgo/write-path';
import type { RefusalReason } from '../../domain/acceptance.ts';
import type { LineItem } from '../../domain/order.ts';
import { type LockableTicket, type Ticket, acceptByOf, readyByOf } from '../../domain/ticket.ts';

export const ticketTable: AggregateTable<Ticket> = {
  table: 'tickets',
  columns: {
    restaurant_id: 'uuid',
    consumer_id: 'uuid',
    state: 'text',
    state_before: 'text',
    line_items: 'jsonb',
    refusal_reason: 'text',
    refusal_detail: 'text',
    accept_by: 'timestamptz',
    ready_by: 'timestamptz',
    rejection_reason: 'text',
  },
  toRow: (ticket) => ({
    restaurant_id: ticket.restaurantId,
    consumer_id: ticket.consumerId,
    state: ticket.state,
    state_before: 'before' in ticket ? ticket.before.state : null,
    line_items: ticket.state === 'EXPECTED' ? null : (ticket.lineItems ?? null),
    refusal_reason: ticket.state === 'REFUSED' ? ticket.refusal.reason : null,
    refusal_detail: ticket.state === 'REFUSED' ? ticket.refusal.detail : null,
    accept_by: acceptByOf(ticket)?.toISOString() ?? null,
    ready_by: readyByOf(ticket)?.toISOString() ?? null,
    rejection_reason: ticket.state === 'REJECTED' ? ticket.rejection : null,
  }),
  fromRow: ticketFromRow,
};

/** A row of `tickets` as a ticket, whichever way it was read: times as ISO strings or as dates. */
export function ticketFromRow(row: Row, orderId: string): Ticket {
  const ids = { orderId, restaurantId: row['restaurant_id'] as string, consumerId: row['consumer_id'] as string };
  const lineItems = (row['line_items'] as readonly LineItem[] | null) ?? undefined;
  const state = row['state'] as Ticket['state'];
  switch (state) {
    case 'CANCEL_PENDING':
    case 'REVISION_PENDING': {
      const before = ticketFromRow({ ...row, state: row['state_before'] }, orderId) as LockableTicket;
      return { ...ids, state, lineItems: lineItems ?? [], before };
    }
    case 'EXPECTED':
      return { ...ids, state };
    case 'CREATE_PENDING':
      return { ...ids, state, lineItems: lineItems ?? [] };
    case 'AWAITING_ACCEPTANCE':
      return { ...ids, state, lineItems: lineItems ?? [], acceptBy: new Date(row['accept_by'] as string | Date) };
    case 'REFUSED': {
      const refusal = { reason: row['refusal_reason'] as RefusalReason, detail: row['refusal_detail'] as string };
      return { ...ids, state, lineItems: lineItems ?? [], refusal };
    }
    case 'ACCEPTED':
    case 'PREPARING':
    case 'READY_FOR_PICKUP':
    case 'PICKED_UP':
      return { ...ids, state, lineItems: lineItems ?? [], readyBy: new Date(row['ready_by'] as string | Date) };
    case 'REJECTED':
      return { ...ids, state, lineItems: lineItems ?? [], rejection: row['rejection_reason'] as string };
    case 'CANCELLED':
      return { ...ids, state, lineItems };
    default:
      throw new Error(`Ticket ${orderId} is in a state that nobody knows: ${String(state satisfies never)}`);
  }
}
