import { z } from 'zod';
import { line, page } from '../http/fields.ts';

export const deadLetterQuery = page.extend({
  subscriber: line(100).optional(),
  key: line(255).optional(),
  state: z.enum(['DEAD', 'WAITING', 'REPLAYED', 'DISCARDED']).optional(),
});
export type DeadLetterQuery = z.output<typeof deadLetterQuery>;

export const replayDeadLetter = z.strictObject({}).optional();

export const discardDeadLetter = z.strictObject({ reason: line(500) });
export type DiscardDeadLetter = z.output<typeof discardDeadLetter>;
