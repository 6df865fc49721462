import { randomUUID } from 'node:crypto';
import { deliveryEvents } from '@ftgo/delivery-api';
import { orderEvents } from '@ftgo/order-api';
import { restaurantEvents, ticketEvents } from '@ftgo/restaurant-api';
import { v7 as uuidv7 } from 'uuid';
import type { World } from '../harness/world.ts';
import type { Ours } from './ours.ts';
import { recordOf, send } from './publish.ts';
import { ADDRESS } from './town.ts';

const CONSUMERS = 1_000;
const RESTAURANTS = 50;
const AT_ONCE = 5_000;
export const DISHES = ['Chicken Vindaloo', 'Lamb Curry', 'Naan', 'Raita', 'Falafel', 'Green Papaya Salad', 'Pad Thai', 'Miso Soup'];

/** Orders that were placed at some time. */
export interface PastOrders {
  readonly consumers: readonly string[];
  readonly ofEach: number;
  /** What was told of all of them. */
  readonly messages: number;
}

const usd = (amount: number) => ({ amount, currency: 'USD' });

type AnyType = typeof orderEvents.OrderCreated;

/** In the order in which they are told; each channel has those of one service. */
const told = [
  [orderEvents.OrderCreated, orderEvents.OrderApproved],
  [ticketEvents.TicketConfirmed, ticketEvents.TicketAccepted],
  [deliveryEvents.DeliveryCreated],
] as unknown as AnyType[][];

/** Says of many orders what is said of each until somebody delivers it, as the services would. */
export async function tellOfOrders(world: World, system: Ours, orders: number): Promise<PastOrders> {
  const publish = (channel: string, records: Parameters<typeof send>[2]) => send(world.kafkaBrokers, system.channelPrefix + channel, records);
  const consumers = Array.from({ length: CONSUMERS }, () => randomUUID());
  const restaurants = Array.from({ length: RESTAURANTS }, (_, i) => ({ restaurantId: randomUUID(), name: `Restaurant ${i}` }));
  const about = { version: 1, address: ADDRESS, timeZone: 'UTC', menu: [], openingHours: [], capacity: undefined };
  const { RestaurantCreated } = restaurantEvents;
  await publish(RestaurantCreated.channel, restaurants.map((one) => recordOf(RestaurantCreated, one.restaurantId, { ...about, ...one })));
  for (let from = 0; from < orders; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, orders - from) }, (_, i) => {
      const n = from + i;
      return anOrder(consumers[n % CONSUMERS]!, restaurants[n % RESTAURANTS]!.restaurantId, n);
    });
    for (const types of told) await publish(types[0]!.channel, some.flatMap((order) => types.map((type) => recordOf(type, order.orderId, order))));
  }
  return { consumers, ofEach: Math.floor(orders / CONSUMERS), messages: RESTAURANTS + told.flat().length * orders };
}

/** All that any of the messages says. */
function anOrder(consumerId: string, restaurantId: string, number: number) {
  const lineItems = [0, 3].map((dish) => ({ menuItemId: `dish-${dish}`, name: DISHES[(number + dish) % DISHES.length]!, price: usd(500), quantity: 1 }));
  const now = new Date();
  return { orderId: uuidv7(), consumerId, restaurantId, lineItems, orderTotal: usd(1_000), deliveryAddress: ADDRESS, deliveryTime: undefined, createdAt: now, readyBy: now };
}
