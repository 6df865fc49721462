import { Refusal } from '@ftgo/refusals';
import { statusOf } from './refusal-mapping.ts';

/** RFC 9457 problem details with a stable code, and the fields at fault as JSON pointers. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly code: string; readonly detail: string }[];
}

export const PROBLEM_JSON = 'application/problem+json';

/** @param status HTTP status; `type` is `about:blank`, the code says which problem it is. */
export function problem(status: number, code: string, title: string, detail?: string, errors?: Problem['errors']): Problem {
  return { type: 'about:blank', title, status, code, ...(detail && { detail }), ...(errors && { errors }) };
}

/** A refusal as problem details. */
export function problemOf({ kind, code, message: detail, field }: Refusal): Problem {
  const { http, title } = statusOf[kind];
  return problem(http, code, title, detail, field === undefined ? undefined : [{ field, code, detail }]);
}
