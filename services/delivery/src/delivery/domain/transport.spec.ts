import { describe, expect, it } from '@jest/globals';
import { stateOf } from './delivery.ts';
import { DeliveryNotFound, WrongDeliveryState } from './delivery-errors.ts';
import { type Lived, cancelled, delivered, given, histories, inMinutes, janesOrder, kim, lee, lived, near, pickedUp } from './delivery.mother.ts';
import { comeNear, deliver, pickUp, unschedule } from './transport.ts';

const { orderId } = janesOrder;
const at = (stage: Lived) => given(...histories[stage]);

describe('a SCHEDULED delivery', () => {
  it('is picked up by its courier', () => expect(pickUp(at('SCHEDULED'), orderId, kim, inMinutes(21))).toEqual([pickedUp]));

  it('is nobody else’s', () => {
    expect(() => pickUp(at('SCHEDULED'), orderId, lee, inMinutes(21))).toThrow(DeliveryNotFound);
    expect(unschedule(at('SCHEDULED'), lee)).toEqual([]);
  });

  it('cannot be delivered yet', () => expect(() => deliver(at('SCHEDULED'), orderId, kim, inMinutes(21))).toThrow(WrongDeliveryState));

  it('is PENDING again when its courier drops out, and may be offered at once', () => {
    const [event] = unschedule(at('SCHEDULED'), kim);
    const delivery = given(...histories.SCHEDULED, event!)!;
    expect(stateOf(delivery)).toBe('PENDING');
    expect(delivery).not.toHaveProperty('assignment');
    expect(delivery).not.toHaveProperty('queuedSince');
  });
});

describe('a PICKED_UP delivery', () => {
  it('is delivered by its courier', () => expect(deliver(at('PICKED_UP'), orderId, kim, inMinutes(31))).toEqual([delivered]));

  it('picked up again is as it is', () => expect(pickUp(at('PICKED_UP'), orderId, kim, inMinutes(22))).toEqual([]));

  it('is told to be near once', () => {
    expect(comeNear(at('PICKED_UP'), kim)).toEqual([near]);
    expect(comeNear(given(...histories.PICKED_UP, near), kim)).toEqual([]);
    expect(comeNear(at('PICKED_UP'), lee)).toEqual([]);
  });

  it('stays with its courier, who goes off duty with it', () => expect(unschedule(at('PICKED_UP'), kim)).toEqual([]));
});

describe('a DELIVERED delivery', () => {
  it('delivered again is as it is', () => {
    expect(deliver(at('DELIVERED'), orderId, kim, inMinutes(40))).toEqual([]);
    expect(pickUp(at('DELIVERED'), orderId, kim, inMinutes(40))).toEqual([]);
  });
});

describe('a delivery that was cancelled in its courier’s hands', () => {
  const lost = given(...histories.PICKED_UP, cancelled);
  it('is not delivered', () => expect(() => deliver(lost, orderId, kim, inMinutes(31))).toThrow(WrongDeliveryState));
});

describe.each(lived.filter((stage) => !['SCHEDULED', 'PICKED_UP', 'DELIVERED'].includes(stage)))('a delivery that is %s', (stage) => {
  it('is not in anybody’s plan', () => {
    expect(() => pickUp(at(stage), orderId, kim, inMinutes(21))).toThrow(DeliveryNotFound);
    expect(() => deliver(at(stage), orderId, kim, inMinutes(21))).toThrow(DeliveryNotFound);
    expect(comeNear(at(stage), kim)).toEqual([]);
    expect(unschedule(at(stage), kim)).toEqual([]);
  });
});
