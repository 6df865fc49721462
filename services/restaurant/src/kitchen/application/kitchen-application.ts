import { FollowOrders } from './follow-orders.ts';
import { FollowRestaurants } from './follow-restaurants.ts';

/** Everything that this module reacts to. */
export const kitchenApplication = [FollowOrders, FollowRestaurants];
