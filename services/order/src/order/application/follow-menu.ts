import { Injectable } from '@nestjs/common';
import type { MessageCause } from '@ftgo/write-path';
import { type Menu, replace } from '../domain/menu.ts';
import { Menus } from '../domain/orders.ts';

@Injectable()
export class FollowMenu {
  constructor(private readonly menus: Menus) {}

  execute(restaurantId: string, news: Menu, cause: MessageCause): Promise<void> {
    return this.menus.project(restaurantId, (menu) => replace(menu, news), cause);
  }
}
