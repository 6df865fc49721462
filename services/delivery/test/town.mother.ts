import type { ServiceUnderTest } from '@ftgo/component-testing';
import { DeliveryGrpc } from '@ftgo/delivery-api';
import { type OrderEvents, orderEvents } from '@ftgo/order-api';
import { restaurantEvents, ticketEvents } from '@ftgo/restaurant-api';
import type { Caller } from '@ftgo/sign-in';
import { eventually } from '@ftgo/testing';
import { v7 as newId } from 'uuid';

const rpc = DeliveryGrpc.DeliveryServiceService;
const operator: Caller = { id: newId(), role: 'operator' };

export const door = { street: '1 Main Street', city: 'Oakland', zip: '94612', lat: 37.8044, lng: -122.2712 };
export const kitchen = { street: '1040 Grand Avenue', city: 'Oakland', zip: '94610', lat: 37.8113, lng: -122.2469 };

/** A town around the delivery service: a restaurant, people who order, and couriers. */
export class Town {
  private readonly restaurantId = newId();
  private orders: OrderEvents.OrderApproved[] = [];

  constructor(private readonly delivery: ServiceUnderTest) {}

  async opens(): Promise<void> {
    const { restaurantId } = this;
    await this.delivery.publish(restaurantEvents.RestaurantCreated, restaurantId, {
      restaurantId,
      version: 1,
      name: 'Ajanta',
      address: kitchen,
      timeZone: 'America/Los_Angeles',
      menu: [],
      openingHours: [],
      capacity: undefined,
    });
    await eventually(async () => {
      const found = await this.delivery.database.query('select from restaurants where id = $1', [restaurantId]);
      if (found.length === 0) throw new Error('the delivery service does not know the restaurant yet');
    });
  }

  /** A courier on duty, at the restaurant's door unless told. */
  async courier(at: { lat: number; lng: number } = kitchen): Promise<Caller> {
    const details = { name: 'Kim Lee', email: `${newId()}@ftgo.example`, password: 'ftgo-demo', idempotencyKey: newId() };
    const { courierId } = await this.delivery.call(rpc.createCourier, details, operator);
    const courier: Caller = { id: courierId, role: 'courier' };
    await this.delivery.call(rpc.reportPosition, { courierId, lat: at.lat, lng: at.lng }, courier);
    await this.goes(courier, 'on duty');
    return courier;
  }

  async goes(courier: Caller, where: 'on duty' | 'off duty'): Promise<void> {
    await this.delivery.call(rpc.setAvailability, { courierId: courier.id, available: where === 'on duty', idempotencyKey: newId() }, courier);
  }

  /** An approved order. */
  async order(): Promise<OrderEvents.OrderApproved> {
    const order = { orderId: newId(), consumerId: newId(), restaurantId: this.restaurantId, deliveryAddress: door, deliveryTime: undefined };
    this.orders.push(order);
    await this.delivery.publish(orderEvents.OrderApproved, order.orderId, order);
    return order;
  }

  /** What is not delivered by now is cancelled, so that nobody is asked to bring it. */
  async closes(): Promise<void> {
    const orders = this.orders;
    this.orders = [];
    for (const order of orders) await this.delivery.publish(orderEvents.OrderCancelled, order.orderId, { ...order, reason: 'BY_RESTAURANT', detail: '' });
    for (const order of orders) await this.isIn(order, 'CANCELLED', 'DELIVERED', 'FAILED');
  }

  /** An approved order that the restaurant has accepted. */
  async acceptedOrder(readyBy = new Date(Date.now() + 600_000)): Promise<OrderEvents.OrderApproved> {
    const order = await this.order();
    // Word of the acceptance comes on another channel and could overtake the order, which has a test of its own.
    await this.isIn(order, 'PENDING');
    await this.accept(order, readyBy);
    return order;
  }

  async accept({ orderId, restaurantId }: OrderEvents.OrderApproved, readyBy = new Date(Date.now() + 600_000)): Promise<void> {
    await this.delivery.publish(ticketEvents.TicketAccepted, orderId, { orderId, restaurantId, readyBy });
  }

  async isIn(order: { orderId: string }, ...states: string[]): Promise<DeliveryGrpc.Delivery> {
    return eventually(() => this.foundIn(order, states));
  }

  private async foundIn({ orderId }: { orderId: string }, states: readonly string[]): Promise<DeliveryGrpc.Delivery> {
    const delivery = await this.delivery.call(rpc.getDelivery, { orderId }, operator);
    if (!states.includes(delivery.state)) throw new Error(`the delivery is ${delivery.state}, not ${states.join(' or ')}`);
    return delivery;
  }

  /** Accepts each offer of the order until it is in the courier's plan: an answer that is heard when the window has closed counts for nothing. */
  async takes(courier: Caller, order: { orderId: string }): Promise<DeliveryGrpc.Delivery> {
    const accepted = new Set<string>();
    return eventually(
      async () => {
        const { offers } = await this.delivery.call(rpc.listOffers, { courierId: courier.id }, courier);
        for (const { orderId, offerId } of offers) {
          if (orderId !== order.orderId || accepted.has(offerId)) continue;
          await this.accepts(courier, order);
          accepted.add(offerId);
        }
        return this.foundIn(order, ['SCHEDULED']);
      },
      { within: 40_000 },
    );
  }

  accepts(courier: Caller, { orderId }: { orderId: string }): Promise<DeliveryGrpc.OfferAnswer> {
    return this.delivery.call(rpc.acceptOffer, { orderId, idempotencyKey: newId() }, courier);
  }

  async offersTo(courier: Caller): Promise<string[]> {
    const { offers } = await this.delivery.call(rpc.listOffers, { courierId: courier.id }, courier);
    return offers.map(({ orderId }) => orderId);
  }

  async planOf(courier: Caller): Promise<string[]> {
    const { stops } = await this.delivery.call(rpc.getPlan, { courierId: courier.id }, courier);
    return stops.map(({ action, orderId }) => `${action} ${orderId}`);
  }

  pickUp(courier: Caller, { orderId }: { orderId: string }): Promise<DeliveryGrpc.Delivery> {
    return this.delivery.call(rpc.pickUp, { orderId, idempotencyKey: newId() }, courier);
  }

  deliver(courier: Caller, { orderId }: { orderId: string }): Promise<DeliveryGrpc.Delivery> {
    return this.delivery.call(rpc.deliver, { orderId, idempotencyKey: newId() }, courier);
  }
}
