import type { RequestCause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { type WrittenItem, menuOf } from '../domain/menu.ts';
import { type OpeningPeriod, openingHoursOf } from '../domain/opening-hours.ts';
import { capacityOf } from '../domain/premises.ts';
import { type Restaurant, replaceMenu, replaceOpeningHours, setCapacity } from '../domain/restaurant.ts';
import { RestaurantRepository } from '../domain/restaurant-repository.ts';

/** What a restaurant may change of itself. */
@Injectable()
export class ChangeRestaurant {
  constructor(private readonly restaurants: RestaurantRepository) {}

  async replaceMenu(id: string, written: readonly WrittenItem[], cause: RequestCause): Promise<Restaurant> {
    const menu = menuOf(written, uuidv7);
    return this.restaurants.update(id, (restaurant) => replaceMenu(restaurant, id, menu), cause);
  }

  async replaceOpeningHours(id: string, written: readonly OpeningPeriod[], cause: RequestCause): Promise<Restaurant> {
    const hours = openingHoursOf(written);
    return this.restaurants.update(id, (restaurant) => replaceOpeningHours(restaurant, id, hours), cause);
  }

  async setCapacity(id: string, written: number | undefined, cause: RequestCause): Promise<Restaurant> {
    const capacity = capacityOf(written);
    return this.restaurants.update(id, (restaurant) => setCapacity(restaurant, id, capacity), cause);
  }
}
