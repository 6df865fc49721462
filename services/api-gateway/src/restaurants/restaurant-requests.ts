import { z } from 'zod';
import { address, amount, email, line, menuItemId, name, newPassword, page } from '../http/fields.ts';

const menu = z
  .array(z.strictObject({ menuItemId: menuItemId.optional(), name, price: amount }))
  .min(1)
  .max(300);

const openingHours = z
  .array(
    z.strictObject({
      weekday: z.int().min(1).max(7),
      opens: z.int().min(0).max(1439),
      closes: z.int().min(1).max(2879),
    }),
  )
  .max(50);

const capacity = z.int().min(0).max(10_000).optional();

export const createRestaurant = z.strictObject({ name, address, timeZone: line(60), menu, openingHours, capacity, email, password: newPassword });
export const replaceMenu = z.strictObject({ menu });
export const replaceOpeningHours = z.strictObject({ openingHours });
export const setCapacity = z.strictObject({ capacity });
const ticketsInHand = ['AWAITING_ACCEPTANCE', 'ACCEPTED', 'CANCEL_PENDING', 'REVISION_PENDING', 'PREPARING', 'READY_FOR_PICKUP'] as const;

export const ticketQuery = page.extend({ state: z.enum(ticketsInHand).optional() });
export const acceptTicket = z.strictObject({ readyBy: z.iso.datetime({ offset: true }) });
export const rejectTicket = z.strictObject({ reason: line(200) });
export const startPreparation = z.strictObject({}).optional();
export const finishPreparation = z.strictObject({}).optional();

export type CreateRestaurant = z.output<typeof createRestaurant>;
export type ReplaceMenu = z.output<typeof replaceMenu>;
export type ReplaceOpeningHours = z.output<typeof replaceOpeningHours>;
export type SetCapacity = z.output<typeof setCapacity>;
export type TicketQuery = z.output<typeof ticketQuery>;
export type AcceptTicket = z.output<typeof acceptTicket>;
export type RejectTicket = z.output<typeof rejectTicket>;
