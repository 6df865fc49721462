import { z } from 'zod';

const LONGEST_MS = 3_600_000;
const milliseconds = z.int().min(1).max(LONGEST_MS);
const name = z.string().min(1).max(255);

const action = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('drop') }),
  z.strictObject({ kind: z.literal('double') }),
  z.strictObject({
    kind: z.literal('hold'),
    /** Until a message of this type and of the same key has gone to the same listener; else until it is released. */
    until: name.optional(),
  }),
  z.strictObject({ kind: z.literal('delay'), ms: milliseconds }),
  z.strictObject({
    kind: z.literal('reorder'),
    /** So many messages of the same key go first to the same listener. */
    next: z.int().min(1).max(100),
    /** If fewer come within so many milliseconds, it goes without them. */
    within: milliseconds.default(2_000),
  }),
]);

/** What may be asked of the router; the README says what each field means. */
export const ruleRequest = (listeners: readonly string[]) =>
  z.strictObject({
    match: z
      .strictObject({
        type: name.optional(),
        key: name.optional(),
        for: z.enum(listeners, `must be one of ${listeners.join(', ')}`).optional(),
        /** Part of the body, as it is written. */
        says: name.optional(),
      })
      .default({}),
    action,
    times: z.int().min(1).optional(),
    probability: z.number().gt(0).max(1).default(1),
    seed: z.int().default(1),
  });

export const releaseRequest = z.strictObject({
  order: z.enum(['kept', 'reversed']).default('kept'),
});

export type RuleRequest = z.infer<ReturnType<typeof ruleRequest>>;
export type Action = RuleRequest['action'];
export type ReleaseOrder = z.infer<typeof releaseRequest>['order'];
