import { describe, expect, it } from '@jest/globals';
import {
  AJANTA,
  acceptBy,
  accepted,
  ajanta,
  awaiting,
  busyKitchen,
  cancelPending,
  cancelled,
  expected,
  fullKitchen,
  janesIds,
  janesOrder,
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
import { type Ticket, type TicketInKitchen, cancelTicket, confirmTicket, receiveOrder } from './ticket.ts';

const of = <T extends string>(type: T) => ({ type, orderId: janesIds.orderId, restaurantId: AJANTA });
const orderCreated = (ticket: Ticket | undefined, kitchen = quietKitchen) => receiveOrder({ ticket, kitchen }, janesOrder, ajanta, acceptBy);
const orderApproved = (ticket: Ticket | undefined) => confirmTicket(ticket, janesIds, acceptBy);
const orderUndone = (ticket: Ticket | undefined, kitchen = busyKitchen) => cancelTicket({ ticket, kitchen }, janesIds);

/** Nothing to write, nothing to tell. */
function expectNothing<S>(before: S, decided: { state: S; events: readonly unknown[] }): void {
  expect(decided.state).toBe(before);
  expect(decided.events).toEqual([]);
}

describe('no ticket yet', () => {
  it('OrderCreated: takes up room and waits for the order to be approved', () => {
    expect(orderCreated(undefined)).toEqual({ state: { ticket: pending, kitchen: busyKitchen }, events: [of('TicketCreated')] });
  });

  it('OrderCreated with something against it: refused, without taking up room', () => {
    const { state, events } = orderCreated(undefined, fullKitchen);
    expect(state).toEqual({ ticket: refused, kitchen: fullKitchen });
    expect(state.kitchen).toBe(fullKitchen);
    expect(events).toEqual([
      {
        ...of('TicketCreationFailed'),
        reason: 'KITCHEN_AT_CAPACITY',
        detail: 'The kitchen of Ajanta has all it can do: 2 open orders.',
      },
    ]);
  });

  it('OrderCreated for a restaurant nobody knows: refused, and no kitchen comes to be', () => {
    const { state, events } = receiveOrder({ ticket: undefined, kitchen: undefined }, janesOrder, undefined, acceptBy);
    expect(state.kitchen).toBeUndefined();
    expect(state.ticket).toMatchObject({ state: 'REFUSED', refusal: { reason: 'RESTAURANT_NOT_FOUND' } });
    expect(events).toMatchObject([{ type: 'TicketCreationFailed', reason: 'RESTAURANT_NOT_FOUND' }]);
  });

  it('OrderApproved: is recorded, so that it counts once the order is heard of', () => {
    expect(orderApproved(undefined)).toEqual({ state: expected, events: [] });
  });

  it('OrderRejected or OrderCancelled: a tombstone that refuses the late OrderCreated', () => {
    const { state, events } = orderUndone(undefined);
    expect(state.ticket).toEqual(tombstone);
    expect(state.kitchen).toBe(busyKitchen);
    expect(events).toEqual([of('TicketCancelled')]);
  });
});

describe('EXPECTED', () => {
  it('OrderCreated: confirmed at once', () => {
    expect(orderCreated(expected)).toEqual({
      state: { ticket: awaiting, kitchen: busyKitchen },
      events: [of('TicketCreated'), of('TicketConfirmed')],
    });
  });

  it('OrderCreated: obeyed also where there is no room left, and where the restaurant was never heard of', () => {
    expect(orderCreated(expected, fullKitchen).state.kitchen?.openTickets).toBe(3);
    const { state } = receiveOrder({ ticket: expected, kitchen: undefined }, janesOrder, undefined, acceptBy);
    expect(state).toEqual({ ticket: awaiting, kitchen: { restaurantId: AJANTA, openTickets: 1, capacity: undefined, capacityVersion: 0 } });
  });

  it('OrderApproved: changes nothing', () => expectNothing(expected, orderApproved(expected)));

  it('OrderRejected or OrderCancelled: a tombstone; it took up no room', () => {
    expect(orderUndone(expected)).toEqual({ state: { ticket: tombstone, kitchen: busyKitchen }, events: [of('TicketCancelled')] });
  });
});

describe('CREATE_PENDING', () => {
  it('OrderCreated: changes nothing', () => {
    const held = { ticket: pending, kitchen: busyKitchen };
    expectNothing(held, receiveOrder(held, janesOrder, ajanta, acceptBy));
  });

  it('OrderApproved: the restaurant sees it from now on', () => {
    expect(orderApproved(pending)).toEqual({ state: awaiting, events: [of('TicketConfirmed')] });
  });

  it('OrderRejected or OrderCancelled: cancelled, and its room is free again', () => {
    expect(orderUndone(pending)).toEqual({ state: { ticket: cancelled, kitchen: quietKitchen }, events: [of('TicketCancelled')] });
  });
});

describe('AWAITING_ACCEPTANCE', () => {
  it('OrderCreated: changes nothing', () => {
    const held = { ticket: awaiting, kitchen: busyKitchen };
    expectNothing(held, receiveOrder(held, janesOrder, ajanta, acceptBy));
  });

  it('OrderApproved: changes nothing', () => expectNothing(awaiting, orderApproved(awaiting)));

  it('OrderRejected or OrderCancelled: cancelled, and its room is free again', () => {
    expect(orderUndone(awaiting)).toEqual({ state: { ticket: cancelled, kitchen: quietKitchen }, events: [of('TicketCancelled')] });
  });
});

describe('REFUSED', () => {
  it('OrderCreated: changes nothing', () => {
    const held = { ticket: refused, kitchen: quietKitchen };
    expectNothing(held, receiveOrder(held, janesOrder, ajanta, acceptBy));
  });

  it('OrderApproved: changes nothing', () => expectNothing(refused, orderApproved(refused)));

  it('OrderRejected or OrderCancelled: cancelled; it took up no room', () => {
    expect(orderUndone(refused)).toEqual({ state: { ticket: cancelled, kitchen: busyKitchen }, events: [of('TicketCancelled')] });
  });
});

describe.each([
  ['ACCEPTED', accepted, quietKitchen, 'its room is free again'],
  ['CANCEL_PENDING', cancelPending(), quietKitchen, 'its room is free again'],
  ['REVISION_PENDING', revisionPending(), quietKitchen, 'its room is free again'],
  ['PREPARING', preparing, quietKitchen, 'its room is free again'],
  ['READY_FOR_PICKUP', ready, busyKitchen, 'its room was free already'],
  ['PICKED_UP', pickedUp, busyKitchen, 'its room was free already'],
  ['REJECTED', rejected, busyKitchen, 'its room was free already'],
])('%s', (_, ticket, kitchen, room) => {
  it('OrderCreated: changes nothing', () => {
    const held = { ticket, kitchen: busyKitchen };
    expectNothing(held, receiveOrder(held, janesOrder, ajanta, acceptBy));
  });

  it('OrderApproved: changes nothing', () => expectNothing(ticket, orderApproved(ticket)));

  it(`OrderRejected or OrderCancelled: cancelled; ${room}`, () => {
    expect(orderUndone(ticket)).toEqual({ state: { ticket: cancelled, kitchen }, events: [of('TicketCancelled')] });
  });
});

describe('CANCEL_PENDING before the order was known to be approved', () => {
  it('OrderApproved: is recorded, and told, so that the restaurant sees the ticket if it is not cancelled', () => {
    expect(orderApproved(cancelPending(pending))).toEqual({ state: cancelPending(awaiting), events: [of('TicketConfirmed')] });
  });
});

describe.each([
  ['CANCELLED', cancelled],
  ['CANCELLED before it was created', tombstone],
])('%s', (_, ticket) => {
  it('OrderCreated: changes nothing', () => {
    const held = { ticket, kitchen: quietKitchen };
    expectNothing(held, receiveOrder(held, janesOrder, ajanta, acceptBy));
  });

  it('OrderApproved: changes nothing', () => expectNothing(ticket, orderApproved(ticket)));

  it('OrderRejected or OrderCancelled: changes nothing, its room is given back once', () => {
    const held = { ticket, kitchen: busyKitchen };
    expectNothing(held, cancelTicket(held, janesIds));
  });
});

describe('whatever the order of its messages', () => {
  const created = (held: TicketInKitchen) => receiveOrder(held, janesOrder, ajanta, acceptBy).state;
  const undone = (held: TicketInKitchen) => cancelTicket(held, janesIds).state;
  const approved = (held: TicketInKitchen) => ({ ...held, ticket: confirmTicket(held.ticket, janesIds, acceptBy).state });
  const nothing: TicketInKitchen = { ticket: undefined, kitchen: quietKitchen };
  const after = (...messages: ((held: TicketInKitchen) => TicketInKitchen)[]) => messages.reduce((held, handle) => handle(held), nothing);

  it('an approved order has one confirmed ticket, and takes up room once', () => {
    for (const messages of [[created, approved], [approved, created], [created, created, approved, approved]]) {
      expect(after(...messages)).toEqual({ ticket: awaiting, kitchen: busyKitchen });
    }
  });

  it('an undone order has a cancelled ticket, and takes up no room', () => {
    for (const messages of [
      [created, undone],
      [undone, created],
      [created, approved, undone],
      [created, undone, approved],
      [approved, created, undone],
      [approved, undone, created],
      [undone, approved, created],
      [undone, created, approved, undone],
    ]) {
      const { ticket, kitchen } = after(...messages);
      expect(ticket?.state).toBe('CANCELLED');
      expect(kitchen).toEqual(quietKitchen);
    }
  });
});
