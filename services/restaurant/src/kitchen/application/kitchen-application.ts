import { ExpireTickets } from './expire-tickets.ts';
import { FollowOrders } from './follow-orders.ts';
import { FollowRestaurants } from './follow-restaurants.ts';
import { ObeySagas } from './obey-sagas.ts';
import { PrepareTickets } from './prepare-tickets.ts';

/** Everything that this module does, and reacts to. */
export const kitchenApplication = [ExpireTickets, FollowOrders, FollowRestaurants, ObeySagas, PrepareTickets];
