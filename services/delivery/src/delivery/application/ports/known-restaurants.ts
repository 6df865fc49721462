import type { MessageCause } from '@ftgo/write-path';
import type { Address } from '../../domain/delivery.ts';

/** Replica of what restaurants tell of themselves. */
export abstract class KnownRestaurants {
  abstract learn(restaurantId: string, restaurant: { readonly name: string; readonly address: Address }, cause: MessageCause): Promise<void>;
}
