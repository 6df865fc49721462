import { type MessageCause, WritePath } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import type { Kitchen } from '../../domain/kitchen.ts';
import type { KnownRestaurant } from '../../domain/known-restaurant.ts';
import { KitchenRepository } from '../../domain/ticket-repository.ts';
import { kitchenTable, knownRestaurantTable } from './kitchen-tables.ts';

@Injectable()
export class StoredKitchens extends KitchenRepository {
  constructor(private readonly writePath: WritePath) {
    super();
  }

  update(
    restaurantId: string,
    change: (kitchen: Kitchen | undefined, known: KnownRestaurant | undefined) => { kitchen: Kitchen; known: KnownRestaurant },
    cause: MessageCause,
  ): Promise<void> {
    return this.writePath.update(
      [
        { table: kitchenTable, id: restaurantId },
        { table: knownRestaurantTable, id: restaurantId },
      ],
      (kitchen, known) => {
        const changed = change(kitchen, known);
        return { states: [changed.kitchen, changed.known] as const };
      },
      cause,
    );
  }
}
