import type { RequestCause } from '@ftgo/write-path';
import { hashPassword } from '@ftgo/sign-in';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { type WrittenItem, menuOf } from '../domain/menu.ts';
import { type OpeningPeriod, openingHoursOf } from '../domain/opening-hours.ts';
import { addressOf, capacityOf, timeZoneOf } from '../domain/premises.ts';
import type { Address, NewRestaurant, Restaurant } from '../domain/restaurant.ts';
import { RestaurantRepository } from '../domain/restaurant-repository.ts';
import { sentence } from '../domain/sentence.ts';
import { emailOf, openRestaurant, passwordOf } from '../domain/staff.ts';

export interface RestaurantAsWritten {
  readonly name: string;
  readonly address: Address | undefined;
  readonly timeZone: string;
  readonly menu: readonly WrittenItem[];
  readonly openingHours: readonly OpeningPeriod[];
  readonly capacity?: number | undefined;
  readonly email: string;
  readonly password: string;
}

@Injectable()
export class CreateRestaurant {
  constructor(private readonly restaurants: RestaurantRepository) {}

  async execute(written: RestaurantAsWritten, cause: RequestCause): Promise<Restaurant> {
    const restaurant: NewRestaurant = {
      id: uuidv7(),
      name: sentence(written.name, '/name', 100),
      address: addressOf(written.address),
      timeZone: timeZoneOf(written.timeZone),
      menu: menuOf(written.menu, uuidv7),
      openingHours: openingHoursOf(written.openingHours),
      capacity: capacityOf(written.capacity),
    };
    const email = emailOf(written.email);
    const passwordHash = await hashPassword(passwordOf(written.password));
    return this.restaurants.open(restaurant.id, email, (owner) => openRestaurant(owner, restaurant, { email, passwordHash }), cause);
  }
}
