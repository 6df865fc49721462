import { MessageContext, OnEvent } from '@ftgo/messaging';
import { type RestaurantEvents, restaurantEvents } from '@ftgo/restaurant-api';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { FollowMenu } from '../../application/index.ts';
import type { Menu } from '../../domain/menu.ts';

const ORDER = 'order';

/** Keeps the replicas of the menus. */
@Controller()
export class MenuSubscriber {
  constructor(private readonly followMenu: FollowMenu) {}

  @OnEvent(ORDER, restaurantEvents.RestaurantCreated)
  restaurantCreated(@Payload() event: RestaurantEvents.RestaurantCreated, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.followMenu.execute(event.restaurantId, menuIn(event), cause);
  }

  @OnEvent(ORDER, restaurantEvents.RestaurantMenuChanged)
  menuChanged(@Payload() event: RestaurantEvents.RestaurantMenuChanged, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.followMenu.execute(event.restaurantId, menuIn(event), cause);
  }
}

const menuIn = ({ version, menu }: RestaurantEvents.RestaurantMenuChanged): Menu => ({
  version,
  items: new Map(menu.flatMap(({ menuItemId, name, price }) => (price ? [[menuItemId, { name, price }]] : []))),
});
