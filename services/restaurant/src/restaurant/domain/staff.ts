import type { Decided } from '@ftgo/write-path';
import type { NewRestaurant, Restaurant } from './restaurant.ts';
import type { RestaurantEvent } from './restaurant-event.ts';
import { EmailTaken, InvalidRestaurant } from './restaurant-refusals.ts';

/**
 * How a restaurant's staff signs in. An aggregate of its own, found by the e-mail address: that there is none is what
 * makes an address free.
 */
export interface Staff {
  readonly restaurantId: string;
  readonly email: string;
  /** Argon2id, in PHC form. */
  readonly passwordHash: string;
}

export interface Opened extends Decided<Restaurant, RestaurantEvent> {
  readonly staff: Staff;
}

/**
 * Restaurant and sign-in come to be together.
 *
 * @throws EmailTaken where the address has an owner.
 */
export function openRestaurant(owner: Staff | undefined, opened: NewRestaurant, signIn: Omit<Staff, 'restaurantId'>): Opened {
  if (owner) throw new EmailTaken();
  const restaurant: Restaurant = { ...opened, version: 1 };
  return {
    state: restaurant,
    staff: { restaurantId: opened.id, email: signIn.email, passwordHash: signIn.passwordHash },
    events: [{ type: 'RestaurantCreated', restaurant }],
  };
}

/** Two addresses that differ in case only are one. */
export const emailKey = (email: string): string => email.trim().normalize('NFC').toLowerCase();

/** @throws InvalidRestaurant */
export function emailOf(written: string): string {
  const email = emailKey(written);
  if (email.length > 254 || !/^[^\s\p{Cc}\p{Cs}@]+@[^\s\p{Cc}\p{Cs}@.]+(\.[^\s\p{Cc}\p{Cs}@.]+)+$/u.test(email)) {
    throw new InvalidRestaurant('/email', 'This is not an e-mail address such as ajanta@example.com.');
  }
  return email;
}

/** @throws InvalidRestaurant */
export function passwordOf(written: string): string {
  if (written.length < 8 || written.length > 200) throw new InvalidRestaurant('/password', 'A password has 8 to 200 characters.');
  return written;
}
