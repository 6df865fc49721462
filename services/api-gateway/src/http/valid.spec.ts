import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { id, page } from './fields.ts';
import { RequestNotValid } from './request-not-valid.ts';
import { valid } from './valid.ts';

const refused = (schema: z.ZodType, value: unknown): RequestNotValid => {
  try {
    valid(schema, 'body').transform(value, { type: 'body' });
  } catch (error) {
    return error as RequestNotValid;
  }
  throw new Error('it was accepted');
};

describe('what is valid', () => {
  it('comes out as the schema reads it', () => {
    expect(valid(page, 'query').transform({ limit: '007' }, { type: 'query' })).toEqual({ limit: 7 });
    expect(valid(id, 'path').transform('0192F000-0000-7000-8000-00000000C001', { type: 'param' })).toBe('0192f000-0000-7000-8000-00000000c001');
  });
});

describe('what is not', () => {
  it('is named field by field, all at once', () => {
    const schema = z.strictObject({ a: z.int(), b: z.array(z.strictObject({ c: z.string().max(1) })), d: z.boolean() });
    expect(refused(schema, { a: 1.5, b: [{ c: 'xy', e: 1 }], f: 1 }).errors.map(({ field, code }) => `${field} ${code}`)).toEqual([
      '/a WRONG_TYPE',
      '/b/0/c TOO_BIG',
      '/b/0/e UNKNOWN_FIELD',
      '/d REQUIRED',
      '/f UNKNOWN_FIELD',
    ]);
  });

  it('is named at most twenty times', () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`field${index}`, index]));
    expect(refused(z.strictObject({}), many).errors).toHaveLength(20);
  });

  it('is the whole body where there is none', () => {
    expect(refused(z.strictObject({}), undefined)).toMatchObject({ code: 'BODY_MISSING', errors: [{ field: '', code: 'REQUIRED' }] });
  });
});
