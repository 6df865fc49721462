import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { Caller } from '@ftgo/sign-in';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { valid } from './valid.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard where the route asks for an access token. */
    caller?: Caller;
  }
}

const requestOf = (context: ExecutionContext): FastifyRequest => context.switchToHttp().getRequest<FastifyRequest>();

const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Parameter decorator: what is passed on to a service with this request. The request's id is its correlation id. */
export const Passed = createParamDecorator((_: unknown, context: ExecutionContext): OutgoingCall => {
  const { id: correlationId, caller, headers } = requestOf(context);
  const { traceparent, authorization } = headers;
  return {
    correlationId,
    ...(caller && { authorization }),
    ...(typeof traceparent === 'string' && TRACEPARENT.test(traceparent) && { traceparent }),
  };
});

const Key = createParamDecorator((_: unknown, context: ExecutionContext) => ({
  'idempotency-key': requestOf(context).headers['idempotency-key'],
}));

const keyHeader = z
  .object({ 'idempotency-key': z.string().regex(/^[!-~]{1,128}$/, '1 to 128 visible ASCII characters').default('') })
  .transform((headers) => headers['idempotency-key']);

/** Parameter decorator: the `Idempotency-Key` header, empty where there is none. */
export const IdempotencyKey = (): ParameterDecorator => Key(valid(keyHeader, 'header'));

const Preferences = createParamDecorator((_: unknown, context: ExecutionContext) => ({ prefer: requestOf(context).headers['prefer'] }));

// A preference that is not understood is not honoured (RFC 7240, 2).
const preferredWait = z
  .object({ prefer: z.union([z.string(), z.array(z.string())]).optional() })
  .transform(({ prefer }) => Number(/(?:^|[,;\s])wait=(\d{1,2})(?=$|[,;\s])/i.exec(String(prefer ?? ''))?.[1] ?? 0));

/** Parameter decorator: for how many seconds a client would rather wait than be told that it is under way (RFC 7240, 4.3); 0 where it says nothing. */
export const PreferredWait = (): ParameterDecorator => Preferences(valid(preferredWait, 'header'));

const LastSeen = createParamDecorator((_: unknown, context: ExecutionContext) => ({ 'last-event-id': requestOf(context).headers['last-event-id'] }));

const lastEventId = z
  .object({ 'last-event-id': z.string().regex(/^\d{1,9}$/, 'the id of an event of this stream').optional() })
  .transform((headers) => (headers['last-event-id'] === undefined ? undefined : Number(headers['last-event-id'])));

/** Parameter decorator: the `Last-Event-ID` of a client that connects to a stream again, undefined where there is none. */
export const LastEventId = (): ParameterDecorator => LastSeen(valid(lastEventId, 'header'));
