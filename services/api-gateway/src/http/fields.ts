import { z } from 'zod';

/** One line for people. PostgreSQL takes no U+0000, and control characters do harm where the line is shown. */
export const line = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), 'Control characters are not taken');

const withoutNul = (text: string): boolean => !text.includes('\0');

/** UUIDs are compared as text, so they are written in one way. */
export const id = z.uuid().toLowerCase();
export const menuItemId = z.string().regex(/^[\w.-]{1,64}$/);
export const name = line(100);
export const email = z.email().max(254);
export const newPassword = z.string().min(8).max(200).refine(withoutNul, 'U+0000 is not taken');
/** At sign-in: whatever was once taken as a password or an address. */
export const credential = (longest: number) => z.string().min(1).max(longest).refine(withoutNul, 'U+0000 is not taken');

/** An amount in minor units that somebody asks for or allows. */
export const amount = z.strictObject({
  amount: z.int().min(0).max(1_000_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/),
});

export const address = z.strictObject({
  street: line(200),
  city: line(100),
  zip: line(20),
  lat: z.number().min(-90).max(90),
  lng: z.number().min(-180).max(180),
});

const limit = z
  .string()
  .regex(/^\d{1,3}$/, 'A whole number')
  .transform(Number)
  .pipe(z.int().min(1).max(100));

/** The query of a keyset-paged list. */
export const page = z.strictObject({
  limit: limit.default(20),
  after: z.string().regex(/^[!-~]{1,200}$/).optional(),
});

export const pageOf = ({ limit, after }: z.output<typeof page>) => ({ limit, after: after ?? '' });

/** An empty cursor is the last page. */
export const next = (nextAfter: string): { nextAfter?: string } => (nextAfter ? { nextAfter } : {});
