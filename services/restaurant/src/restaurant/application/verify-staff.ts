import { verifyPassword } from '@ftgo/sign-in';
import { Injectable } from '@nestjs/common';
import { WrongCredentials } from '../domain/restaurant-refusals.ts';
import { RestaurantQueries } from './ports/restaurant-queries.ts';

@Injectable()
export class VerifyStaff {
  constructor(private readonly restaurants: RestaurantQueries) {}

  /**
   * @returns the id of the restaurant whose staff this is.
   * @throws WrongCredentials after the same time, whichever of the two was wrong.
   */
  async execute(email: string, password: string): Promise<string> {
    const staff = await this.restaurants.staffOf(email);
    if (!(await verifyPassword(password, staff?.passwordHash)) || !staff) throw new WrongCredentials();
    return staff.restaurantId;
  }
}
