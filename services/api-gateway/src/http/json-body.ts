import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { RequestNotValid, pointer } from './request-not-valid.ts';

/** Keys that turn into something else than data where an object is copied. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const MAY_HOLD_FORBIDDEN_KEY = /__proto__|constructor|prototype|\\u/;

/** JSON is the only content that is taken; anything else is answered 415 by Fastify. */
export function takeOnlyJson(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => {
    try {
      done(null, parseBody(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
}

/** @returns undefined for an empty body. @throws RequestNotValid */
export function parseBody(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) throw new RequestNotValid('BODY_NOT_JSON', 'The body is not UTF-8');
  const text = body.toString();
  const value = parse(text);
  if (MAY_HOLD_FORBIDDEN_KEY.test(text)) refuseForbiddenKeys(value);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestNotValid('BODY_NOT_JSON', 'The body is not JSON');
  }
}

// A loop over what is left to look at: however deep the nesting is, the stack is not.
function refuseForbiddenKeys(body: unknown): void {
  const left: { value: unknown; path: readonly string[] }[] = [{ value: body, path: [] }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path } = next;
    if (typeof value !== 'object' || value === null) continue;
    for (const key of Object.keys(value)) {
      const at = [...path, key];
      if (FORBIDDEN_KEYS.has(key)) {
        const error = { field: pointer(at), code: 'UNKNOWN_FIELD', detail: 'There is no such field' };
        throw new RequestNotValid('REQUEST_NOT_VALID', 'The body is not valid', [error]);
      }
      left.push({ value: (value as Record<string, unknown>)[key], path: at });
    }
  }
}
