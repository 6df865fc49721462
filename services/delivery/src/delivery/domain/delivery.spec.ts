import { describe, expect, it } from '@jest/globals';
import { cancelDelivery, createDelivery, type Delivery } from './delivery.ts';
import { janesApprovedOrder, janesCancelledDelivery, janesDelivery, janesOrder, janesTombstone } from './delivery.mother.ts';

describe('where there is no delivery yet', () => {
  it('an approved order creates a pending one, and says so', () => {
    expect(createDelivery(undefined, janesApprovedOrder)).toEqual({
      state: janesDelivery,
      events: [{ type: 'DeliveryCreated', ...janesApprovedOrder }],
    });
  });

  it('an order to be brought as soon as possible has no delivery time', () => {
    const { deliveryTime: _, ...asSoonAsPossible } = janesApprovedOrder;
    const { state } = createDelivery(undefined, asSoonAsPossible);
    expect(state).not.toHaveProperty('deliveryTime');
  });

  it('keeps only what a delivery is about', () => {
    const { state } = createDelivery(undefined, { ...janesApprovedOrder, orderTotal: 1234 } as typeof janesApprovedOrder);
    expect(state).toEqual(janesDelivery);
  });

  it('a dead order leaves a tombstone, and says that nothing will be brought', () => {
    expect(cancelDelivery(undefined, janesOrder)).toEqual({
      state: janesTombstone,
      events: [{ type: 'DeliveryCancelled', orderId: janesOrder.orderId }],
    });
  });
});

describe('a PENDING delivery', () => {
  it('is not created twice', () => {
    expectUnchanged(createDelivery(janesDelivery, janesApprovedOrder), janesDelivery);
  });

  it('is cancelled with its order', () => {
    expect(cancelDelivery(janesDelivery, janesOrder)).toEqual({
      state: janesCancelledDelivery,
      events: [{ type: 'DeliveryCancelled', orderId: janesOrder.orderId }],
    });
  });
});

describe('a CANCELLED delivery', () => {
  it('stays cancelled when word of the approval comes late', () => {
    expectUnchanged(createDelivery(janesTombstone, janesApprovedOrder), janesTombstone);
    expectUnchanged(createDelivery(janesCancelledDelivery, janesApprovedOrder), janesCancelledDelivery);
  });

  it('is not cancelled twice', () => {
    expectUnchanged(cancelDelivery(janesTombstone, janesOrder), janesTombstone);
    expectUnchanged(cancelDelivery(janesCancelledDelivery, janesOrder), janesCancelledDelivery);
  });
});

describe('whatever the order in which the facts of one order come', () => {
  it('its death is what stays, and is told once', () => {
    const approved = (delivery: Delivery | undefined) => createDelivery(delivery, janesApprovedOrder);
    const died = (delivery: Delivery | undefined) => cancelDelivery(delivery, janesOrder);
    for (const facts of [[approved, died], [died, approved], [died, died, approved], [approved, died, approved, died]]) {
      const told: string[] = [];
      let delivery: Delivery | undefined;
      for (const fact of facts) {
        const { state, events } = fact(delivery);
        delivery = state;
        told.push(...events.map((event) => event.type));
      }
      expect(delivery?.state).toBe('CANCELLED');
      expect(told.filter((type) => type === 'DeliveryCancelled')).toHaveLength(1);
    }
  });
});

function expectUnchanged(decided: ReturnType<typeof createDelivery>, delivery: Delivery) {
  expect(decided.state).toBe(delivery);
  expect(decided.events).toEqual([]);
}
