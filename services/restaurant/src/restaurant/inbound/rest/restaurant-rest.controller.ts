import type { RestaurantGrpc } from '@ftgo/restaurant-api';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { pageOf } from '../../../page.ts';
import { RestaurantQueries } from '../../application/ports/restaurant-queries.ts';
import { RestaurantNotFound } from '../../domain/restaurant-refusals.ts';
import { existingId } from '../existing-id.ts';
import { restaurantDocument, restaurantPageDocument } from '../restaurant-document.ts';

/** Menus are public. */
@Controller('v1/restaurants')
export class RestaurantRestController {
  constructor(private readonly queries: RestaurantQueries) {}

  @Get()
  async list(@Query('limit') limit?: string, @Query('after') after?: string): Promise<RestaurantGrpc.ListRestaurantsResponse> {
    const page = pageOf(limit === undefined ? undefined : Number(limit), after);
    return restaurantPageDocument(await this.queries.list(page.limit, page.after));
  }

  @Get(':id')
  async get(@Param('id') id: string): Promise<RestaurantGrpc.Restaurant> {
    const restaurant = await this.queries.find(existingId(id));
    if (!restaurant) throw new RestaurantNotFound(id);
    return restaurantDocument(restaurant);
  }
}
