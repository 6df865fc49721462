import { ChangeRestaurant } from './change-restaurant.ts';
import { CreateRestaurant } from './create-restaurant.ts';
import { VerifyStaff } from './verify-staff.ts';

/** Everything that can be asked of this module, besides its queries. */
export const restaurantApplication = [CreateRestaurant, ChangeRestaurant, VerifyStaff];
