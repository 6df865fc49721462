import { Injectable } from '@nestjs/common';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import type { RestaurantModel } from '../../../generated/prisma/models/Restaurant.ts';
import { type RestaurantPage, RestaurantQueries } from '../../application/ports/restaurant-queries.ts';
import type { Restaurant } from '../../domain/restaurant.ts';
import type { Staff } from '../../domain/staff.ts';
import { restaurantFromRow, staffId } from './restaurant-tables.ts';

@Injectable()
export class PrismaRestaurantQueries extends RestaurantQueries {
  constructor(private readonly prisma: PrismaClient) {
    super();
  }

  async find(id: string): Promise<Restaurant | undefined> {
    const found = await this.prisma.restaurant.findUnique({ where: { id } });
    return found ? restaurantIn(found) : undefined;
  }

  async list(limit: number, after: string | undefined): Promise<RestaurantPage> {
    const found = await this.prisma.restaurant.findMany({
      where: after ? { id: { gt: after } } : {},
      orderBy: { id: 'asc' },
      take: limit + 1,
      omit: { menu: true },
    });
    const restaurants = found.slice(0, limit).map((row) => restaurantIn({ ...row, menu: [] }));
    return { restaurants, nextAfter: found.length > limit ? restaurants.at(-1)?.id : undefined };
  }

  async staffOf(email: string): Promise<Staff | undefined> {
    const staff = await this.prisma.staff.findUnique({ where: { id: staffId(email) } });
    return staff ?? undefined;
  }
}

const restaurantIn = ({ id, timeZone, openingHours, ...same }: RestaurantModel): Restaurant =>
  restaurantFromRow({ ...same, time_zone: timeZone, opening_hours: openingHours }, id);
