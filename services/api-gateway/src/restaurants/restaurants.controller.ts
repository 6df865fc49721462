import { Body, Controller, Get, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Only, Public } from '../http/access.guard.ts';
import { id, next, page, pageOf } from '../http/fields.ts';
import { IdempotencyKey, Passed } from '../http/request.ts';
import { valid } from '../http/valid.ts';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { restaurantDocument } from './restaurant-document.ts';
import {
  type CreateRestaurant,
  type ReplaceMenu,
  type ReplaceOpeningHours,
  type SetCapacity,
  createRestaurant,
  replaceMenu,
  replaceOpeningHours,
  setCapacity,
} from './restaurant-requests.ts';
import { RestaurantService } from './restaurant-service.ts';

type Page = z.output<typeof page>;

@Controller('v1')
export class RestaurantsController {
  constructor(private readonly restaurants: RestaurantService) {}

  @Get('restaurants')
  @Public()
  async list(@Query(valid(page, 'query')) query: Page, @Passed() call: OutgoingCall): Promise<unknown> {
    const { restaurants, nextAfter } = await this.restaurants.listRestaurants({ page: pageOf(query) }, call);
    return { restaurants: restaurants.map(restaurantDocument), ...next(nextAfter) };
  }

  @Get('restaurants/:restaurantId')
  @Public()
  async get(@Param('restaurantId', valid(id, 'path')) restaurantId: string, @Passed() call: OutgoingCall): Promise<unknown> {
    return restaurantDocument(await this.restaurants.getRestaurant(restaurantId, call));
  }

  @Post('restaurants')
  @Only(['operator'])
  async create(
    @Body(valid(createRestaurant, 'body')) wish: CreateRestaurant,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const restaurant = await this.restaurants.createRestaurant({ ...wish, menu: written(wish.menu), idempotencyKey }, call);
    void reply.header('location', `/v1/restaurants/${restaurant.restaurantId}`);
    return restaurantDocument(restaurant);
  }

  @Put('restaurants/:restaurantId/menu')
  @Only(['restaurant', 'operator'])
  async replaceMenu(
    @Param('restaurantId', valid(id, 'path')) restaurantId: string,
    @Body(valid(replaceMenu, 'body')) { menu }: ReplaceMenu,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return restaurantDocument(await this.restaurants.replaceMenu({ restaurantId, menu: written(menu), idempotencyKey }, call));
  }

  @Put('restaurants/:restaurantId/opening-hours')
  @Only(['restaurant', 'operator'])
  async replaceOpeningHours(
    @Param('restaurantId', valid(id, 'path')) restaurantId: string,
    @Body(valid(replaceOpeningHours, 'body')) { openingHours }: ReplaceOpeningHours,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return restaurantDocument(await this.restaurants.replaceOpeningHours({ restaurantId, openingHours, idempotencyKey }, call));
  }

  @Put('restaurants/:restaurantId/capacity')
  @Only(['restaurant', 'operator'])
  async setCapacity(
    @Param('restaurantId', valid(id, 'path')) restaurantId: string,
    @Body(valid(setCapacity, 'body')) { capacity }: SetCapacity,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return restaurantDocument(await this.restaurants.setCapacity({ restaurantId, capacity, idempotencyKey }, call));
  }

}

/** A new item has no id yet; the restaurant service gives it one. */
const written = (menu: ReplaceMenu['menu']) => menu.map((item) => ({ ...item, menuItemId: item.menuItemId ?? '' }));
