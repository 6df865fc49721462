import { Refusal } from '@ftgo/refusals';
import type { CallInfo } from '@ftgo/service-runtime';

/**
 * Lets the restaurant's own staff through, and operators.
 *
 * @throws Refusal `UNAUTHENTICATED`, `FORBIDDEN`
 */
export function requireOwnRestaurant(call: CallInfo, restaurantId: string): void {
  const caller = call.require('restaurant', 'operator');
  if (caller.role === 'restaurant' && caller.id !== restaurantId) {
    throw new Refusal('forbidden', 'FORBIDDEN', 'This is for the restaurant itself only');
  }
}
