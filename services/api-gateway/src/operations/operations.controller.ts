import { Controller, Get } from '@nestjs/common';
import { ConsumerService } from '../consumers/consumer-service.ts';
import { DeliveryService } from '../deliveries/delivery-service.ts';
import { Only } from '../http/access.guard.ts';
import { Passed } from '../http/request.ts';
import { OrderService } from '../orders/order-service.ts';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { RestaurantService } from '../restaurants/restaurant-service.ts';
import { booksDocument } from './books-document.ts';
import { unlessAway } from './unless-away.ts';

/** The services count all their rows for it. */
const BOOKS_DEADLINE_MS = 5_000;

@Controller('v1/operations')
export class OperationsController {
  constructor(
    private readonly orders: OrderService,
    private readonly consumers: ConsumerService,
    private readonly restaurants: RestaurantService,
    private readonly deliveries: DeliveryService,
  ) {}

  @Get('books')
  @Only(['operator'])
  async books(@Passed() call: OutgoingCall): Promise<unknown> {
    const [order, consumer, restaurant, delivery] = await Promise.all([
      unlessAway(this.orders.getBooks(call, BOOKS_DEADLINE_MS)),
      unlessAway(this.consumers.getBooks(call, BOOKS_DEADLINE_MS)),
      unlessAway(this.restaurants.getBooks(call, BOOKS_DEADLINE_MS)),
      unlessAway(this.deliveries.getBooks(call, BOOKS_DEADLINE_MS)),
    ]);
    return booksDocument({ order, consumer, restaurant, delivery });
  }
}
