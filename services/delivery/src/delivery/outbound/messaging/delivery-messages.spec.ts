import { describe, expect, it } from '@jest/globals';
import type { OutgoingMessage } from '@ftgo/envelope';
import { anOffer, janesApprovedOrder, janesOrder } from '../../domain/delivery.mother.ts';
import { deliveryMessages } from './delivery-messages.ts';

describe('what the world hears of a delivery', () => {
  it('is keyed by the order, on the channel of the deliveries', () => {
    expect(deliveryMessages({ type: 'DeliveryCancelled', orderId: janesOrder.orderId })).toMatchObject([{
      channel: 'ftgo.delivery.events',
      key: janesOrder.orderId,
      type: 'ftgo.delivery.DeliveryCancelled.v1',
      body: { orderId: janesOrder.orderId },
    }]);
  });

  it('of its creation says where it goes, and nothing of the consumer', () => {
    const [{ type, body }] = deliveryMessages({ type: 'DeliveryCreated', ...janesApprovedOrder }) as [OutgoingMessage];
    expect(type).toBe('ftgo.delivery.DeliveryCreated.v1');
    expect(body).toEqual({
      orderId: janesOrder.orderId,
      restaurantId: janesOrder.restaurantId,
      deliveryAddress: janesApprovedOrder.deliveryAddress,
    });
  });

  it('of an offer tells the couriers where to pick up, until when to answer, and on which channel', () => {
    const [offer, ...others] = deliveryMessages(anOffer);
    expect(others).toEqual([]);
    expect(offer).toMatchObject({ channel: 'ftgo.delivery.offers', replyTo: 'ftgo.delivery.replies', body: { offerId: anOffer.offerId, closesAt: anOffer.closesAt } });
  });

  it('of its schedule tells the couriers, too, that the offer is closed, and who got it', () => {
    const { orderId, offerId } = anOffer;
    const told = deliveryMessages({ type: 'DeliveryScheduled', orderId, offerId, courierId: 'kim', pickUpAt: anOffer.readyBy, deliverAt: anOffer.readyBy });
    expect(told.map(({ channel, type }) => [channel, type])).toEqual([
      ['ftgo.delivery.events', 'ftgo.delivery.DeliveryScheduled.v1'],
      ['ftgo.delivery.offers', 'ftgo.delivery.OfferClosed.v1'],
    ]);
  });

  it('is nothing of what is its own business', () => {
    expect(deliveryMessages({ type: 'CancelBegun', orderId: janesOrder.orderId })).toEqual([]);
  });
});
