import { describe, expect, it } from '@jest/globals';
import { Refusal } from '@ftgo/refusals';
import {
  AJANTA,
  MONDAY_EVENING,
  TANDOOR,
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
  readyBy,
  ready,
  refused,
  rejected,
  revisionPending,
  tombstone,
} from './kitchen.mother.ts';
import { acceptTicket, finishPreparation, handOver, rejectTicket, startPreparation } from './preparation.ts';
import type { Ticket } from './ticket.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const after = (ms: number) => new Date(MONDAY_EVENING.getTime() + ms);

const told = <T extends string>(type: T) => ({ type, orderId: janesIds.orderId, restaurantId: AJANTA });
const accept = (ticket: Ticket, promised = readyBy) => acceptTicket(ticket, promised, MONDAY_EVENING);
const reject = (ticket: Ticket, reason = TANDOOR) => rejectTicket(ticket, busyKitchen, reason);
const start = (ticket: Ticket) => startPreparation(ticket);
const finish = (ticket: Ticket) => finishPreparation(ticket, busyKitchen);

const refusal = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, kind: error.kind, field: error.field };
    throw error;
  }
  throw new Error('was not refused');
};

const refuses = (ticket: Ticket, steps: readonly (readonly [string, (ticket: Ticket) => unknown])[]) => {
  it.each(steps)('is not to be %s, and says what it is', (_, step) => {
    expect(refusal(() => step(ticket))).toMatchObject({ kind: 'conflict', code: 'WRONG_TICKET_STATE' });
    expect(() => step(ticket)).toThrow(`The ticket is ${ticket.state}.`);
  });
};

describe('AWAITING_ACCEPTANCE', () => {
  it('is accepted, with a time that the food is promised for', () => {
    expect(accept(awaiting)).toEqual({ state: accepted, events: [{ ...told('TicketAccepted'), readyBy }] });
  });

  it.each([
    ['now', MONDAY_EVENING],
    ['in the past', after(-1)],
    ['more than thirty days ahead', after(30 * DAY + 1)],
    ['no time at all', new Date(Number.NaN)],
  ])('is not accepted for %s', (_, promised) => {
    expect(refusal(() => accept(awaiting, promised))).toEqual({ kind: 'unprocessable', code: 'READY_BY_OUT_OF_RANGE', field: '/readyBy' });
  });

  it.each([
    ['the next millisecond', after(1)],
    ['thirty days ahead', after(30 * DAY)],
  ])('is accepted for %s', (_, promised) => {
    expect(accept(awaiting, promised).state).toMatchObject({ state: 'ACCEPTED', readyBy: promised });
  });

  it('is rejected with the reason, and its room is free again', () => {
    expect(reject(awaiting, `  ${TANDOOR} `)).toEqual({
      state: { ticket: rejected, kitchen: quietKitchen },
      events: [{ ...told('TicketRejected'), reason: TANDOOR }],
    });
  });

  it.each([
    ['a blank', ' '],
    ['a novel', 'x'.repeat(201)],
    ['two lines', 'Out of\nrice'],
  ])('is not rejected for %s', (_, reason) => {
    expect(refusal(() => reject(awaiting, reason))).toEqual({ kind: 'invalid', code: 'REJECTION_WITHOUT_REASON', field: '/reason' });
  });

  refuses(awaiting, [['prepared', start], ['finished', finish]]);
});

describe('ACCEPTED', () => {
  it('is accepted again for the same time: nothing changes', () => {
    expect(accept(accepted, new Date(readyBy))).toEqual({ state: accepted, events: [] });
  });

  it('is accepted again after that time has come: nothing changes', () => {
    expect(acceptTicket(accepted, readyBy, new Date(readyBy.getTime() + MINUTE))).toEqual({ state: accepted, events: [] });
  });

  it('is prepared', () => expect(start(accepted)).toEqual({ state: preparing, events: [told('TicketPreparationStarted')] }));

  refuses(accepted, [['accepted for another time', (ticket) => accept(ticket, after(DAY))], ['rejected', reject], ['finished', finish]]);
});

describe.each([
  ['CANCEL_PENDING', cancelPending(), 'cancel'],
  ['REVISION_PENDING', revisionPending(accepted), 'change'],
])('%s', (state, ticket, wish) => {
  it.each([
    ['accepted', accept],
    ['rejected', reject],
    ['prepared', start],
    ['finished', finish],
  ])('is not to be %s until that is settled, and says why', (_, step) => {
    expect(refusal(() => step(ticket))).toMatchObject({ kind: 'conflict', code: 'TICKET_LOCKED' });
    expect(() => step(ticket)).toThrow(`The ticket is ${state}: the consumer asked to ${wish} the order, which is not settled yet.`);
  });
});

describe('PREPARING', () => {
  it('is being prepared already: nothing changes', () => expect(start(preparing)).toEqual({ state: preparing, events: [] }));

  it('is finished, and its room is free again', () => {
    expect(finish(preparing)).toEqual({ state: { ticket: ready, kitchen: quietKitchen }, events: [told('TicketReadyForPickup')] });
  });

  refuses(preparing, [['accepted', accept], ['rejected', reject]]);
});

describe('READY_FOR_PICKUP', () => {
  it('is finished already: nothing changes, and its room is given back once', () => {
    expect(finish(ready)).toEqual({ state: { ticket: ready, kitchen: busyKitchen }, events: [] });
  });

  refuses(ready, [['accepted', accept], ['rejected', reject], ['prepared', start]]);
});

describe('PICKED_UP', () => {
  refuses(pickedUp, [['accepted', accept], ['rejected', reject], ['prepared', start], ['finished', finish]]);
});

describe('REJECTED', () => {
  it('is rejected already, whatever the reason: nothing changes, and its room is given back once', () => {
    expect(reject(rejected, 'Out of rice.')).toEqual({ state: { ticket: rejected, kitchen: busyKitchen }, events: [] });
  });

  refuses(rejected, [['accepted', accept], ['prepared', start], ['finished', finish]]);
});

describe.each([
  ['EXPECTED', expected],
  ['CREATE_PENDING', pending],
  ['REFUSED', refused],
  ['CANCELLED', cancelled],
  ['CANCELLED before it was created', tombstone],
])('%s', (_, ticket) => {
  refuses(ticket, [['accepted', accept], ['rejected', reject], ['prepared', start], ['finished', finish]]);
});

describe('the courier picks the food up', () => {
  it.each([
    ['ACCEPTED', accepted, quietKitchen],
    ['CANCEL_PENDING from its acceptance', cancelPending(accepted), quietKitchen],
    ['PREPARING', preparing, quietKitchen],
    ['READY_FOR_PICKUP', ready, busyKitchen],
  ])('%s: it is gone, and its room is free', (_, ticket, kitchen) => {
    expect(handOver({ ticket, kitchen: busyKitchen })).toEqual({ state: { ticket: pickedUp, kitchen }, events: [told('TicketPickedUp')] });
  });

  it.each([
    ['nothing', undefined],
    ['EXPECTED', expected],
    ['CREATE_PENDING', pending],
    ['AWAITING_ACCEPTANCE', awaiting],
    ['REVISION_PENDING before it was accepted', revisionPending()],
    ['REFUSED', refused],
    ['PICKED_UP', pickedUp],
    ['REJECTED', rejected],
    ['CANCELLED', cancelled],
  ])('%s: changes nothing', (_, ticket) => {
    const held = { ticket, kitchen: busyKitchen };
    expect(handOver(held)).toEqual({ state: held, events: [] });
  });
});
