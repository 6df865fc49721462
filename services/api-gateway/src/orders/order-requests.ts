import { z } from 'zod';
import { address, id, line, menuItemId, page } from '../http/fields.ts';

const lineItems = z
  .array(z.strictObject({ menuItemId, quantity: z.int().min(1).max(100) }))
  .min(1)
  .max(50);

export const createOrder = z.strictObject({
  restaurantId: id,
  lineItems,
  deliveryAddress: address,
  deliveryTime: z.iso.datetime({ offset: true }).optional(),
});
export type CreateOrder = z.output<typeof createOrder>;

export const cancelOrder = z.strictObject({}).optional();

export const reviseOrder = z.strictObject({ lineItems });
export type ReviseOrder = z.output<typeof reviseOrder>;

export const orderQuery = page.extend({
  state: z.enum(['APPROVAL_PENDING', 'APPROVED', 'CANCEL_PENDING', 'REVISION_PENDING', 'REJECTED', 'CANCELLED', 'DELIVERED']).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  q: line(200).optional(),
});
export type OrderQuery = z.output<typeof orderQuery>;
