import { Module } from '@nestjs/common';
import { RestaurantQueries } from './application/ports/restaurant-queries.ts';
import { restaurantApplication } from './application/restaurant-application.ts';
import { RestaurantRepository } from './domain/restaurant-repository.ts';
import { RestaurantGrpcController } from './inbound/grpc/restaurant-grpc.controller.ts';
import { RestaurantRestController } from './inbound/rest/restaurant-rest.controller.ts';
import { PrismaRestaurantQueries } from './outbound/prisma/prisma-restaurant-queries.ts';
import { StoredRestaurants } from './outbound/prisma/stored-restaurants.ts';

@Module({
  controllers: [RestaurantGrpcController, RestaurantRestController],
  providers: [
    ...restaurantApplication,
    { provide: RestaurantRepository, useClass: StoredRestaurants },
    { provide: RestaurantQueries, useClass: PrismaRestaurantQueries },
  ],
})
export class RestaurantModule {}
