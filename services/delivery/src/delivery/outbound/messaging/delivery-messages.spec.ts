import { describe, expect, it } from '@jest/globals';
import { janesApprovedOrder, janesOrder } from '../../domain/delivery.mother.ts';
import { deliveryMessage } from './delivery-messages.ts';

describe('what the world hears of a delivery', () => {
  it('is keyed by the order, on the channel of the deliveries', () => {
    expect(deliveryMessage({ type: 'DeliveryCancelled', orderId: janesOrder.orderId })).toMatchObject({
      channel: 'ftgo.delivery.events',
      key: janesOrder.orderId,
      type: 'ftgo.delivery.DeliveryCancelled.v1',
      body: { orderId: janesOrder.orderId },
    });
  });

  it('of its creation says where it goes, and nothing of the consumer', () => {
    const { type, body } = deliveryMessage({ type: 'DeliveryCreated', ...janesApprovedOrder });
    expect(type).toBe('ftgo.delivery.DeliveryCreated.v1');
    expect(body).toEqual({
      orderId: janesOrder.orderId,
      restaurantId: janesOrder.restaurantId,
      deliveryAddress: janesApprovedOrder.deliveryAddress,
    });
  });
});
