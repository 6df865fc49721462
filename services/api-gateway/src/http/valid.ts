import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { type FieldError, RequestNotValid, pointer } from './request-not-valid.ts';

const MOST_ERRORS = 20;

/** A pipe that lets through what the schema accepts: `@Body(valid(CreateOrder, 'body'))`. */
export function valid<S extends z.ZodType>(schema: S, part: 'body' | 'path' | 'query' | 'header'): PipeTransform<unknown, z.output<S>> {
  return {
    transform(value) {
      const read = schema.safeParse(value);
      if (read.success) return read.data;
      if (value === undefined) throw new RequestNotValid('BODY_MISSING', 'The request has no body', [{ field: '', code: 'REQUIRED', detail: 'Required' }]);
      const errors = read.error.issues.slice(0, MOST_ERRORS).flatMap((issue) => fieldErrors(issue, value));
      throw new RequestNotValid('REQUEST_NOT_VALID', `The ${part} is not valid`, errors.slice(0, MOST_ERRORS));
    },
  };
}

const codes: Partial<Record<z.core.$ZodIssue['code'], string>> = {
  invalid_type: 'WRONG_TYPE',
  too_small: 'TOO_SMALL',
  too_big: 'TOO_BIG',
  invalid_format: 'WRONG_FORMAT',
  invalid_value: 'UNKNOWN_VALUE',
};

function fieldErrors(issue: z.core.$ZodIssue, root: unknown): FieldError[] {
  const { path, code, message } = issue;
  if (code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: pointer([...path, key]), code: 'UNKNOWN_FIELD', detail: 'There is no such field' }));
  }
  const field = pointer(path);
  if (valueAt(root, path) === undefined) return [{ field, code: 'REQUIRED', detail: 'Required' }];
  return [{ field, code: codes[code] ?? 'NOT_VALID', detail: message }];
}

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown> | null | undefined)?.[step], root);
