import { z } from 'zod';
import { email, name, newPassword } from '../http/fields.ts';

export const createCourier = z.strictObject({ name, email, password: newPassword });
export const setAvailability = z.strictObject({ available: z.boolean() });
export const reportPosition = z.strictObject({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) });
export const isoWeek = z.string().regex(/^\d{4}-W\d{2}$/, 'A week as ISO 8601 writes it, such as 2026-W47');
export const deliveryQuery = z.strictObject({ at: z.iso.datetime({ offset: true }).optional() });
export const acceptOffer = z.strictObject({}).optional();
export const declineOffer = z.strictObject({}).optional();
export const pickUp = z.strictObject({}).optional();
export const deliver = z.strictObject({}).optional();

export type CreateCourier = z.output<typeof createCourier>;
export type SetAvailability = z.output<typeof setAvailability>;
export type ReportPosition = z.output<typeof reportPosition>;
export type DeliveryQuery = z.output<typeof deliveryQuery>;
