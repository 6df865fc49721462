import { describe, expect, it } from '@jest/globals';
import { money } from '@ftgo/money';
import { NotYet, type Refusal } from '@ftgo/refusals';
import {
  accepted,
  ajanta,
  awaiting,
  cancelPending,
  cancelled,
  expected,
  naan,
  pending,
  pickedUp,
  preparing,
  ready,
  refused,
  rejected,
  revisionPending,
  tombstone,
  vindaloo,
} from './kitchen.mother.ts';
import { beginRevise, confirmRevise, undoBeginRevise } from './revision.ts';
import type { LineItem } from './order.ts';
import type { Ticket } from './ticket.ts';

const biryani = { menuItemId: 'biryani', name: 'Biryani', price: money(1500, 'USD') };
const fourNaans: readonly LineItem[] = [{ ...naan, quantity: 4 }];
const begin = (ticket: Ticket | undefined, lineItems = fourNaans, restaurant: typeof ajanta | undefined = ajanta) => beginRevise(ticket, lineItems, restaurant);

const refusalOf = (act: () => unknown): Refusal => {
  try {
    act();
  } catch (error) {
    return error as Refusal;
  }
  throw new Error('was not refused');
};

describe('the saga begins to revise a ticket', () => {
  it.each([
    ['AWAITING_ACCEPTANCE', awaiting],
    ['ACCEPTED', accepted],
  ])('%s: it is locked with the lines it has', (_, ticket) => {
    expect(begin(ticket)).toEqual({ state: revisionPending(ticket), events: [] });
  });

  it('refused where the restaurant does not offer a line that is added', () => {
    expect(refusalOf(() => begin(awaiting, [{ ...biryani, quantity: 1 }]))).toMatchObject({
      code: 'ITEM_NOT_ON_MENU',
      message: 'Ajanta does not offer Biryani any more.',
    });
  });

  it('refused where a line that is added has another price', () => {
    const dearer = { ...vindaloo, price: money(1300, 'USD'), quantity: 1 };
    expect(refusalOf(() => begin(awaiting, [dearer]))).toMatchObject({ code: 'PRICE_CHANGED' });
  });

  it('not refused for a line that the kitchen has taken in before, whatever the menu says by now', () => {
    const menu = { version: 2, value: [naan] };
    expect(begin(awaiting, [{ ...vindaloo, quantity: 2 }], { ...ajanta, menu }).state).toEqual(revisionPending(awaiting));
    expect(refusalOf(() => begin(awaiting, [{ ...vindaloo, quantity: 3 }], { ...ajanta, menu }))).toMatchObject({ code: 'ITEM_NOT_ON_MENU' });
  });

  it('refused where nobody knows the restaurant', () => {
    expect(refusalOf(() => beginRevise(awaiting, fourNaans, undefined))).toMatchObject({ code: 'RESTAURANT_NOT_FOUND' });
  });

  it.each([
    ['PREPARING', preparing, 'TICKET_IN_PREPARATION'],
    ['READY_FOR_PICKUP', ready, 'TICKET_IN_PREPARATION'],
    ['PICKED_UP', pickedUp, 'TICKET_IN_PREPARATION'],
    ['CANCEL_PENDING', cancelPending(), 'TICKET_LOCKED'],
    ['REVISION_PENDING', revisionPending(), 'TICKET_LOCKED'],
    ['REFUSED', refused, 'WRONG_TICKET_STATE'],
    ['REJECTED', rejected, 'WRONG_TICKET_STATE'],
    ['CANCELLED', cancelled, 'WRONG_TICKET_STATE'],
  ])('%s: refused', (_, ticket, code) => expect(refusalOf(() => begin(ticket))).toMatchObject({ kind: 'conflict', code }));

  it.each([
    ['nothing', undefined],
    ['EXPECTED', expected],
    ['CREATE_PENDING: the command has overtaken OrderApproved', pending],
  ])('%s: that cannot be decided yet', (_, ticket) => expect(() => begin(ticket)).toThrow(NotYet));
});

describe('the saga takes that back', () => {
  it.each([
    ['AWAITING_ACCEPTANCE', awaiting],
    ['ACCEPTED', accepted],
  ])('REVISION_PENDING: it is %s again, with the lines it had', (_, before) => {
    expect(undoBeginRevise(revisionPending(before))).toEqual({ state: before, events: [] });
  });

  it.each([
    ['nothing', undefined],
    ['AWAITING_ACCEPTANCE', awaiting],
    ['CANCEL_PENDING', cancelPending()],
    ['PREPARING', preparing],
    ['REJECTED', rejected],
    ['CANCELLED', cancelled],
  ])('%s: what has happened stands', (_, ticket) => expect(undoBeginRevise(ticket).state).toBe(ticket));
});

describe('the saga has passed its pivot', () => {
  const confirm = (ticket: Ticket | undefined) => confirmRevise(ticket, fourNaans);

  it.each([
    ['AWAITING_ACCEPTANCE', awaiting],
    ['ACCEPTED', accepted],
  ])('REVISION_PENDING: it is %s again, with the new lines', (_, before) => {
    expect(confirm(revisionPending(before))).toEqual({ state: { ...before, lineItems: fourNaans }, events: [] });
  });

  it.each([
    ['CREATE_PENDING', pending],
    ['AWAITING_ACCEPTANCE', awaiting],
    ['ACCEPTED', accepted],
    ['PREPARING', preparing],
    ['READY_FOR_PICKUP', ready],
    ['PICKED_UP', pickedUp],
  ])('%s, the lock gone: it has the new lines all the same', (_, ticket) => {
    expect(confirm(ticket)).toEqual({ state: { ...ticket, lineItems: fourNaans }, events: [] });
  });

  it('CANCEL_PENDING: it has the new lines, and stays locked', () => {
    expect(confirm(cancelPending()).state).toEqual(cancelPending({ ...awaiting, lineItems: fourNaans }));
  });

  it.each([
    ['REFUSED', refused],
    ['REJECTED', rejected],
    ['CANCELLED', cancelled],
    ['CANCELLED before it was created', tombstone],
  ])('%s: nothing changes', (_, ticket) => expect(confirm(ticket).state).toBe(ticket));

  it.each([
    ['nothing', undefined],
    ['EXPECTED', expected],
  ])('%s: a fault, which an operator sees', (_, ticket) => expect(() => confirm(ticket)).toThrow('There is no ticket to revise.'));
});
