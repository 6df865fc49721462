import { z } from 'zod';
import { email, name, newPassword } from '../http/fields.ts';

export const createCourier = z.strictObject({ name, email, password: newPassword });
export const setAvailability = z.strictObject({ available: z.boolean() });

export type CreateCourier = z.output<typeof createCourier>;
export type SetAvailability = z.output<typeof setAvailability>;
