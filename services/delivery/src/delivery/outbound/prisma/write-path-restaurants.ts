import { type MessageCause, WritePath } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { KnownRestaurants } from '../../application/ports/known-restaurants.ts';
import { type KnownRestaurant, restaurantTable } from './restaurant-table.ts';

@Injectable()
export class WritePathRestaurants extends KnownRestaurants {
  constructor(private readonly writePath: WritePath) {
    super();
  }

  async learn(restaurantId: string, { name, address }: KnownRestaurant, cause: MessageCause): Promise<void> {
    await this.writePath.update([{ table: restaurantTable, id: restaurantId, likelyNew: true }], (known) => ({ states: [known ?? { name, address }] }), cause);
  }
}
