import { z } from 'zod';
import { address, id, menuItemId, page } from '../http/fields.ts';

export const createOrder = z.strictObject({
  restaurantId: id,
  lineItems: z
    .array(z.strictObject({ menuItemId, quantity: z.int().min(1).max(100) }))
    .min(1)
    .max(50),
  deliveryAddress: address,
  deliveryTime: z.iso.datetime({ offset: true }).optional(),
});
export type CreateOrder = z.output<typeof createOrder>;

export const cancelOrder = z.strictObject({}).optional();

export const orderQuery = page.extend({ state: z.enum(['APPROVAL_PENDING', 'APPROVED', 'REJECTED', 'CANCELLED']).optional() });
export type OrderQuery = z.output<typeof orderQuery>;
