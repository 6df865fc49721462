import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { RequestNotValid, pointer } from './request-not-valid.ts';

/** Keys that turn into something else than data where an object is copied. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
/** Levels of arrays and objects; no body of ours has more than five. */
const DEEPEST = 32;
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

interface Place {
  readonly value: unknown;
  readonly key: string;
  readonly depth: number;
  readonly within?: Place;
}

// A loop, and paths as links: whatever the shape, the cost grows with the size only, and the stack not at all.
function refuseForbiddenKeys(body: unknown): void {
  const left: Place[] = [{ value: body, key: '', depth: 0 }];
  for (let within = left.pop(); within; within = left.pop()) {
    const { value, depth } = within;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > DEEPEST) throw new RequestNotValid('BODY_TOO_DEEP', `The body is nested deeper than ${DEEPEST} levels`);
    for (const key of Object.keys(value)) {
      const place = { value: (value as Record<string, unknown>)[key], key, depth: depth + 1, within };
      if (FORBIDDEN_KEYS.has(key)) throw forbidden(place);
      left.push(place);
    }
  }
}

function forbidden(place: Place): RequestNotValid {
  const path: string[] = [];
  for (let at = place; at.within; at = at.within) path.unshift(at.key);
  return new RequestNotValid('REQUEST_NOT_VALID', 'The body is not valid', [
    { field: pointer(path), code: 'UNKNOWN_FIELD', detail: 'There is no such field' },
  ]);
}
