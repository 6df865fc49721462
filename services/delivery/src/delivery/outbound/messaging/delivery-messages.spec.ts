import { describe, expect, it } from '@jest/globals';
import { janesApprovedOrder, janesOrder } from '../../domain/delivery.mother.ts';
import { deliveryMessage } from './delivery-messages.ts';

describe('what the world hears of a delivery', () => {
  it('is keyed by the order, on the channel of the deliveries', () => {
    expect(deliveryMessage({ type: 'DeliveryCancelled', orderId: janesOrder.orderId })).toEqual({
      channel: 'ftgo.delivery.events',
      key: janesOrder.orderId,
      type: 'ftgo.delivery.DeliveryCancelled.v1',
      payload: JSON.stringify({ orderId: janesOrder.orderId }),
    });
  });

  it('of its creation says where it goes, and nothing of the consumer', () => {
    const { type, payload } = deliveryMessage({ type: 'DeliveryCreated', ...janesApprovedOrder });
    expect(type).toBe('ftgo.delivery.DeliveryCreated.v1');
    expect(JSON.parse(payload)).toEqual({
      orderId: janesOrder.orderId,
      restaurantId: janesOrder.restaurantId,
      deliveryAddress: janesApprovedOrder.deliveryAddress,
    });
  });
});
