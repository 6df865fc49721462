import type { MessageCause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { learnCapacity } from '../domain/kitchen.ts';
import { type RestaurantNews, learn } from '../domain/known-restaurant.ts';
import { KitchenRepository } from '../domain/ticket-repository.ts';

/** Keeps what the kitchens know of restaurants up with them. */
@Injectable()
export class FollowRestaurants {
  constructor(private readonly kitchens: KitchenRepository) {}

  async heard(news: RestaurantNews, cause: MessageCause): Promise<void> {
    await this.kitchens.update(
      news.restaurantId,
      (kitchen, known) => ({ kitchen: learnCapacity(kitchen, news), known: learn(known, news) }),
      cause,
    );
  }
}
