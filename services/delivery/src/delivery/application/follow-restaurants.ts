import type { MessageCause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import type { Address } from '../domain/delivery.ts';
import { KnownRestaurants } from './ports/known-restaurants.ts';

/** Where couriers pick up is learned from the restaurants themselves. */
@Injectable()
export class FollowRestaurants {
  constructor(private readonly restaurants: KnownRestaurants) {}

  created(restaurantId: string, restaurant: { name: string; address: Address }, cause: MessageCause): Promise<void> {
    return this.restaurants.learn(restaurantId, restaurant, cause);
  }
}
