import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MessageContext } from '@ftgo/messaging';
import type { OrderEvents } from '@ftgo/order-api';
import { v7 as uuidv7 } from 'uuid';
import { type ServiceDatabase, heard, serviceDatabase } from '@ftgo/component-testing';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import { FollowOrders } from '../../application/follow-orders.ts';
import { FollowRestaurants } from '../../application/follow-restaurants.ts';
import { AcceptanceDeadline } from '../../domain/acceptance-deadline.ts';
import { AJANTA, MONDAY_EVENING, MONDAY_NOON, ajantaIsBorn, janesOrder } from '../../domain/kitchen.mother.ts';
import { PrismaTicketQueries } from '../../outbound/prisma/prisma-ticket-queries.ts';
import { StoredKitchens } from '../../outbound/prisma/stored-kitchens.ts';
import { StoredTickets } from '../../outbound/prisma/stored-tickets.ts';
import { OrderEventsController } from './order-events.controller.ts';

let database: ServiceDatabase<PrismaClient>;
let controller: OrderEventsController;

const orderOf = (deliveryTime?: Date) =>
  ({ ...janesOrder, deliveryTime, orderId: uuidv7(), createdAt: MONDAY_NOON }) as unknown as OrderEvents.OrderCreated;

async function stateOf(order: OrderEvents.OrderCreated, sentAt: Date): Promise<string | undefined> {
  const { message } = heard('kitchen', order.orderId, sentAt);
  await controller.created(order, new MessageContext('kitchen', message));
  return (await new PrismaTicketQueries(database.prisma).find(order.orderId))?.state;
}

beforeAll(async () => {
  database = await serviceDatabase('restaurant', PrismaClient);
  controller = new OrderEventsController(new FollowOrders(new StoredTickets(database.writePath), new AcceptanceDeadline(600_000)));
  await new FollowRestaurants(new StoredKitchens(database.writePath)).heard(ajantaIsBorn, heard('kitchen', AJANTA));
});

afterAll(() => database?.drop());

describe('an order that is read long after it was placed', () => {
  it('is judged by the hours of the moment it was sent at, whatever the time is now', async () => {
    expect(await stateOf(orderOf(), MONDAY_EVENING)).toBe('CREATE_PENDING');
    expect(await stateOf(orderOf(), MONDAY_NOON)).toBe('REFUSED');
  });

  it('for later is judged by the time it is wanted', async () => {
    expect(await stateOf(orderOf(MONDAY_EVENING), MONDAY_NOON)).toBe('CREATE_PENDING');
    expect(await stateOf(orderOf(MONDAY_NOON), MONDAY_EVENING)).toBe('REFUSED');
  });
});
