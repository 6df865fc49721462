import { MessageContext, OnEvent } from '@ftgo/messaging';
import { type RestaurantEvents, restaurantEvents } from '@ftgo/restaurant-api';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { FollowRestaurants } from '../../application/follow-restaurants.ts';
import type { Menu } from '../../domain/known-restaurant.ts';

const KITCHEN = 'kitchen';

@Controller()
export class RestaurantEventsController {
  constructor(private readonly followRestaurants: FollowRestaurants) {}

  @OnEvent(KITCHEN, restaurantEvents.RestaurantCreated)
  created(@Payload() event: RestaurantEvents.RestaurantCreated, @Ctx() { cause }: MessageContext): Promise<void> {
    const { restaurantId, version, name, timeZone, menu, openingHours, capacity } = event;
    const identity = { name, timeZone };
    const news = { restaurantId, version, identity, menu: menuOf(menu), openingHours, capacity: { limit: capacity } };
    return this.followRestaurants.heard(news, cause);
  }

  @OnEvent(KITCHEN, restaurantEvents.RestaurantMenuChanged)
  menuChanged(@Payload() event: RestaurantEvents.RestaurantMenuChanged, @Ctx() { cause }: MessageContext): Promise<void> {
    const { restaurantId, version, menu } = event;
    return this.followRestaurants.heard({ restaurantId, version, menu: menuOf(menu) }, cause);
  }

  @OnEvent(KITCHEN, restaurantEvents.RestaurantOpeningHoursChanged)
  openingHoursChanged(@Payload() event: RestaurantEvents.RestaurantOpeningHoursChanged, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.followRestaurants.heard(event, cause);
  }

  @OnEvent(KITCHEN, restaurantEvents.RestaurantCapacityChanged)
  capacityChanged(@Payload() event: RestaurantEvents.RestaurantCapacityChanged, @Ctx() { cause }: MessageContext): Promise<void> {
    const { restaurantId, version, capacity } = event;
    return this.followRestaurants.heard({ restaurantId, version, capacity: { limit: capacity } }, cause);
  }
}

function menuOf(written: RestaurantEvents.RestaurantCreated['menu']): Menu {
  return written.map(({ menuItemId, name, price }) => {
    if (!price) throw new TypeError(`The menu item ${menuItemId} has no price`);
    return { menuItemId, name, price };
  });
}
