import type { RestaurantGrpc } from '@ftgo/restaurant-api';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { requireOwnRestaurant } from '../../../own-restaurant.ts';
import { pageOf } from '../../../page.ts';
import { ChangeRestaurant } from '../../application/change-restaurant.ts';
import { CreateRestaurant } from '../../application/create-restaurant.ts';
import { RestaurantQueries } from '../../application/ports/restaurant-queries.ts';
import { VerifyStaff } from '../../application/verify-staff.ts';
import { RestaurantNotFound } from '../../domain/restaurant-refusals.ts';
import { existingId } from '../existing-id.ts';
import { restaurantDocument, restaurantPageDocument } from '../restaurant-document.ts';

const SERVICE = 'RestaurantService';

@Controller()
export class RestaurantGrpcController {
  constructor(
    private readonly queries: RestaurantQueries,
    private readonly createRestaurant: CreateRestaurant,
    private readonly changeRestaurant: ChangeRestaurant,
    private readonly verifyStaff: VerifyStaff,
  ) {}

  @GrpcMethod(SERVICE, 'VerifyCredentials')
  async verifyCredentials(@Payload() request: RestaurantGrpc.VerifyCredentialsRequest): Promise<RestaurantGrpc.VerifyCredentialsResponse> {
    return { userId: await this.verifyStaff.execute(request.email, request.password), role: 'restaurant' };
  }

  @GrpcMethod(SERVICE, 'ListRestaurants')
  async list(@Payload() { page }: RestaurantGrpc.ListRestaurantsRequest): Promise<RestaurantGrpc.ListRestaurantsResponse> {
    const { limit, after } = pageOf(page?.limit, page?.after);
    return restaurantPageDocument(await this.queries.list(limit, after));
  }

  @GrpcMethod(SERVICE, 'GetRestaurant')
  async get(@Payload() { restaurantId }: RestaurantGrpc.GetRestaurantRequest): Promise<RestaurantGrpc.Restaurant> {
    const restaurant = await this.queries.find(existingId(restaurantId));
    if (!restaurant) throw new RestaurantNotFound(restaurantId);
    return restaurantDocument(restaurant);
  }

  @GrpcMethod(SERVICE, 'CreateRestaurant')
  async create(@Payload() request: RestaurantGrpc.CreateRestaurantRequest, @Call() call: CallInfo): Promise<RestaurantGrpc.Restaurant> {
    call.require('operator');
    return restaurantDocument(await this.createRestaurant.execute(request, call.causeOf(request)));
  }

  @GrpcMethod(SERVICE, 'ReplaceMenu')
  async replaceMenu(@Payload() request: RestaurantGrpc.ReplaceMenuRequest, @Call() call: CallInfo): Promise<RestaurantGrpc.Restaurant> {
    const id = existingId(request.restaurantId);
    requireOwnRestaurant(call, id);
    return restaurantDocument(await this.changeRestaurant.replaceMenu(id, request.menu, call.causeOf(request)));
  }

  @GrpcMethod(SERVICE, 'ReplaceOpeningHours')
  async replaceOpeningHours(
    @Payload() request: RestaurantGrpc.ReplaceOpeningHoursRequest,
    @Call() call: CallInfo,
  ): Promise<RestaurantGrpc.Restaurant> {
    const id = existingId(request.restaurantId);
    requireOwnRestaurant(call, id);
    return restaurantDocument(await this.changeRestaurant.replaceOpeningHours(id, request.openingHours, call.causeOf(request)));
  }

  @GrpcMethod(SERVICE, 'SetCapacity')
  async setCapacity(@Payload() request: RestaurantGrpc.SetCapacityRequest, @Call() call: CallInfo): Promise<RestaurantGrpc.Restaurant> {
    const id = existingId(request.restaurantId);
    requireOwnRestaurant(call, id);
    return restaurantDocument(await this.changeRestaurant.setCapacity(id, request.capacity, call.causeOf(request)));
  }
}
