import { money } from '@ftgo/money';
import type { Menu } from './menu.ts';
import type { NewRestaurant, Restaurant } from './restaurant.ts';
import type { Staff } from './staff.ts';

export const vindaloo = { menuItemId: 'vindaloo', name: 'Chicken Vindaloo', price: money(1234, 'USD') };
export const naan = { menuItemId: 'naan', name: 'Garlic Naan', price: money(399, 'USD') };
export const menu: Menu = [vindaloo, naan];

export const ajantaToBe: NewRestaurant = {
  id: '01980000-0000-7000-8000-00000000a001',
  name: 'Ajanta',
  address: { street: '1888 Solano Ave', city: 'Berkeley', zip: '94707', lat: 37.8916, lng: -122.2814 },
  timeZone: 'America/Los_Angeles',
  menu,
  openingHours: [{ weekday: 1, opens: 1020, closes: 1320 }],
  capacity: 20,
};

export const ajanta: Restaurant = { ...ajantaToBe, version: 1 };

export const ajantasSignIn = { email: 'ajanta@ftgo.example', passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA' };
export const ajantasStaff: Staff = { restaurantId: ajanta.id, ...ajantasSignIn };
