import { z } from 'zod';
import { id, line, page } from '../http/fields.ts';

export const sagaQuery = page.extend({
  show: z.enum(['stuck', 'all']).default('stuck'),
  orderId: id.optional(),
});
export type SagaQuery = z.output<typeof sagaQuery>;

export const intervene = z.strictObject({ reason: line(500) });
export type Intervene = z.output<typeof intervene>;
