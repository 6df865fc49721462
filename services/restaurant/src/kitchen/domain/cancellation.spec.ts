import { describe, expect, it } from '@jest/globals';
import { NotYet, type Refusal } from '@ftgo/refusals';
import { beginCancel, confirmCancel, undoBeginCancel } from './cancellation.ts';
import {
  AJANTA,
  accepted,
  awaiting,
  busyKitchen,
  cancelPending,
  cancelled,
  expected,
  janesIds,
  pending,
  pickedUp,
  preparing,
  quietKitchen,
  ready,
  refused,
  rejected,
  revisionPending,
  tombstone,
} from './kitchen.mother.ts';
import type { Ticket } from './ticket.ts';

const refusalOf = (act: () => unknown): Refusal => {
  try {
    act();
  } catch (error) {
    return error as Refusal;
  }
  throw new Error('was not refused');
};

describe('the saga begins to cancel a ticket', () => {
  it.each([
    ['CREATE_PENDING: the command has overtaken OrderApproved', pending],
    ['AWAITING_ACCEPTANCE', awaiting],
    ['ACCEPTED', accepted],
  ])('%s: it is locked, and nobody is told', (_, ticket) => {
    expect(beginCancel(ticket)).toEqual({ state: cancelPending(ticket), events: [] });
  });

  it.each([
    ['PREPARING', preparing],
    ['READY_FOR_PICKUP', ready],
    ['PICKED_UP', pickedUp],
  ])('%s: refused, it is being cooked', (state, ticket) => {
    expect(refusalOf(() => beginCancel(ticket))).toMatchObject({
      code: 'TICKET_IN_PREPARATION',
      message: `The restaurant has begun to cook: the ticket is ${state}.`,
    });
  });

  it.each([
    ['REFUSED', refused],
    ['REJECTED', rejected],
    ['CANCELLED', cancelled],
    ['CANCELLED before it was created', tombstone],
  ])('%s: it is dead already, and that is a yes', (_, ticket) => {
    const { state, events } = beginCancel(ticket);
    expect(state).toBe(ticket);
    expect(events).toEqual([]);
  });

  it.each([
    ['CANCEL_PENDING', cancelPending()],
    ['REVISION_PENDING', revisionPending()],
  ])('%s by another saga: refused', (_, ticket) => {
    expect(refusalOf(() => beginCancel(ticket))).toMatchObject({ code: 'TICKET_LOCKED' });
  });

  it.each([
    ['nothing', undefined],
    ['EXPECTED', expected],
  ])('%s: that cannot be decided yet', (_, ticket) => expect(() => beginCancel(ticket)).toThrow(NotYet));
});

describe('the saga takes that back', () => {
  it.each([
    ['CREATE_PENDING', pending],
    ['AWAITING_ACCEPTANCE', awaiting],
    ['ACCEPTED', accepted],
  ])('CANCEL_PENDING: it is %s again, as it was', (_, before) => {
    expect(undoBeginCancel(cancelPending(before))).toEqual({ state: before, events: [] });
  });

  it.each([
    ['nothing', undefined],
    ['EXPECTED', expected],
    ['AWAITING_ACCEPTANCE', awaiting],
    ['ACCEPTED', accepted],
    ['REVISION_PENDING', revisionPending()],
    ['PREPARING', preparing],
    ['READY_FOR_PICKUP', ready],
    ['PICKED_UP', pickedUp],
    ['REJECTED', rejected],
    ['CANCELLED', cancelled],
  ])('%s: what has happened stands', (_, ticket) => expect(undoBeginCancel(ticket).state).toBe(ticket));
});

describe('the saga has passed its pivot', () => {
  const confirm = (ticket: Ticket | undefined) => confirmCancel({ ticket, kitchen: busyKitchen });
  const told = { type: 'TicketCancelled', orderId: janesIds.orderId, restaurantId: AJANTA };

  it.each([
    ['CANCEL_PENDING', cancelPending(), quietKitchen],
    ['CANCEL_PENDING from its acceptance', cancelPending(accepted), quietKitchen],
    ['AWAITING_ACCEPTANCE', awaiting, quietKitchen],
    ['PREPARING', preparing, quietKitchen],
    ['READY_FOR_PICKUP', ready, busyKitchen],
    ['PICKED_UP', pickedUp, busyKitchen],
    ['REJECTED', rejected, busyKitchen],
  ])('%s: cancelled, and its room is free', (_, ticket, kitchen) => {
    expect(confirm(ticket)).toEqual({ state: { ticket: cancelled, kitchen }, events: [told] });
  });

  it('CANCELLED: nothing changes, and its room is given back once', () => {
    const held = { ticket: cancelled, kitchen: busyKitchen };
    expect(confirmCancel(held)).toEqual({ state: held, events: [] });
  });

  it('nothing: a fault, which an operator sees', () => expect(() => confirm(undefined)).toThrow('There is no ticket to cancel.'));
});
