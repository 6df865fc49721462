import { type Cause, type Decided, WritePath } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import type { Restaurant } from '../../domain/restaurant.ts';
import type { RestaurantEvent } from '../../domain/restaurant-event.ts';
import { RestaurantRepository } from '../../domain/restaurant-repository.ts';
import type { Opened, Staff } from '../../domain/staff.ts';
import { restaurantMessage } from '../messaging/restaurant-messages.ts';
import { restaurantTable, staffId, staffTable } from './restaurant-tables.ts';

@Injectable()
export class StoredRestaurants extends RestaurantRepository {
  constructor(private readonly writePath: WritePath) {
    super();
  }

  open(id: string, email: string, change: (owner: Staff | undefined) => Opened, cause: Cause): Promise<Restaurant> {
    return this.writePath.update(
      [
        { table: restaurantTable, id },
        { table: staffTable, id: staffId(email) },
      ],
      (_, owner) => {
        const { state, staff, events } = change(owner);
        return { states: [state, staff], messages: events.map(restaurantMessage), answer: state };
      },
      cause,
    );
  }

  update(
    id: string,
    change: (restaurant: Restaurant | undefined) => Decided<Restaurant, RestaurantEvent>,
    cause: Cause,
  ): Promise<Restaurant> {
    return this.writePath.update(
      [{ table: restaurantTable, id }],
      (restaurant) => {
        const { state, events } = change(restaurant);
        return { states: [state], messages: events.map(restaurantMessage), answer: state };
      },
      cause,
    );
  }
}
