import type { RestaurantGrpc } from '@ftgo/restaurant-api';
import type { RestaurantPage } from '../application/ports/restaurant-queries.ts';
import type { Restaurant } from '../domain/restaurant.ts';

/** A restaurant as queries answer it, the same by REST and gRPC. */
export const restaurantDocument = ({ id, menu, openingHours, ...same }: Restaurant): RestaurantGrpc.Restaurant => ({
  ...same,
  restaurantId: id,
  menu: [...menu],
  openingHours: [...openingHours],
});

export const restaurantPageDocument = ({ restaurants, nextAfter }: RestaurantPage): RestaurantGrpc.ListRestaurantsResponse => ({
  restaurants: restaurants.map(restaurantDocument),
  nextAfter: nextAfter ?? '',
});
