import { describe, expect, it } from '@jest/globals';
import { AcceptanceDeadline, fallDue } from './acceptance-deadline.ts';
import {
  AJANTA,
  MONDAY_NOON,
  acceptBy,
  accepted,
  ajanta,
  awaiting,
  busyKitchen,
  cancelPending,
  cancelled,
  expected,
  janesIds,
  pending,
  preparing,
  quietKitchen,
  ready,
  refused,
  rejected,
  revisionPending,
} from './kitchen.mother.ts';
import type { Ticket } from './ticket.ts';

const TEN_MINUTES = 600_000;
const deadline = new AcceptanceDeadline(TEN_MINUTES);
const at = (now: Date, ticket: Ticket | undefined = awaiting) => fallDue({ ticket, kitchen: busyKitchen }, ajanta, { now, deadline });

describe('AWAITING_ACCEPTANCE', () => {
  it('before its deadline: waits on', () => {
    const { state, events } = at(new Date(acceptBy.getTime() - 1));
    expect(state).toEqual({ ticket: awaiting, kitchen: busyKitchen });
    expect(events).toEqual([]);
  });

  it('at its deadline: counts as rejected, and its room is free again', () => {
    const reason = 'The restaurant did not answer in time.';
    expect(at(acceptBy)).toEqual({
      state: { ticket: { ...rejected, rejection: reason }, kitchen: quietKitchen },
      events: [{ type: 'TicketRejected', orderId: janesIds.orderId, restaurantId: AJANTA, reason }],
    });
  });

  it('at its deadline, the restaurant closed: has as long again, and nobody is told', () => {
    const atNoon = { ...awaiting, acceptBy: MONDAY_NOON };
    expect(at(MONDAY_NOON, atNoon)).toEqual({
      state: { ticket: { ...awaiting, acceptBy: new Date(MONDAY_NOON.getTime() + TEN_MINUTES) }, kitchen: busyKitchen },
      events: [],
    });
  });
});

describe.each([
  ['no ticket', undefined],
  ['EXPECTED', expected],
  ['CREATE_PENDING', pending],
  ['ACCEPTED', accepted],
  ['CANCEL_PENDING', cancelPending()],
  ['REVISION_PENDING', revisionPending()],
  ['PREPARING', preparing],
  ['READY_FOR_PICKUP', ready],
  ['REFUSED', refused],
  ['REJECTED', rejected],
  ['CANCELLED', cancelled],
])('%s', (_, ticket) => {
  it('has no deadline to miss', () => {
    const held = { ticket, kitchen: busyKitchen };
    const late = { now: new Date(acceptBy.getTime() + TEN_MINUTES), deadline };
    expect(fallDue(held, ajanta, late)).toEqual({ state: held, events: [] });
  });
});
