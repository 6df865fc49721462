import type { View } from '@ftgo/messaging';

/** What couriers have brought to the door. */
export const courierWeeks: View = { name: 'courier-weeks', tables: ['courier_trips'] };
