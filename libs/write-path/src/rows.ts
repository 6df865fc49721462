import { type Causation, type MessageFormat, type OutgoingMessage, type ReceivedMessage, encodeBody } from '@ftgo/envelope';
import { deadLetterEvents } from '@ftgo/operations-api';
import { type UpdateCall, lineOf } from './calls.ts';
import { type Failure, printable } from './dead-letters/fate.ts';
import { keptHeaders } from './dead-letters/record.ts';
import type { StoredEvent } from './event-streams/event-streams.ts';
import { newId } from './new-id.ts';
import type { StoredAnswer } from './stored-answer.ts';
import { type Cause, PermanentFault } from './write-path.ts';

/** Rows of the runtime's tables, as JSON, under the short names that the write statement reads. g: group, n: order. */
export interface Rows {
  readonly inbox: string[];
  readonly outbox: string[];
  readonly dead: string[];
}

export function inboxRow(call: UpdateCall, stored: StoredAnswer | null, group: number): string {
  const { subscriber: s, messageId: m } = call.inboxKey;
  const f = call.cause.kind === 'request' ? call.cause.fingerprint : undefined;
  // A key that is parked lets none of its messages through but the one that is replayed.
  const k = call.cause.kind === 'message' && call.cause.replay ? undefined : lineOf(call)?.key;
  return JSON.stringify({ g: group, s, m, k, f, a: stored });
}

/** What all the outbox rows of a call have in common. */
export interface Sending {
  readonly cause: Cause;
  readonly group: number;
  readonly time: string;
  readonly format: MessageFormat;
}

/** What every channel takes (infra/topics.yaml), with room for the headers: a larger message would never leave the outbox. */
const LARGEST_BODY = 1_000_000;

/** Messages as they go to the outbox: what caused them is taken from their cause. The first one's place is `first`. */
export function outboxRows(messages: readonly OutgoingMessage[], first: number, { cause, group, time, format }: Sending): string[] {
  const { correlationId, causationId, traceparent } = causationOf(cause);
  return messages.map((message, i) => {
    const { contentType, payload } = encodeBody(message, format);
    const bytes = Buffer.byteLength(payload);
    // The news of a dead letter has a whole record in it and must not fail; its channel takes more.
    if (bytes > LARGEST_BODY && message.channel !== deadLetterEvents.DeadLettered.channel) {
      throw new PermanentFault(`${message.type} of ${message.key} has ${bytes} bytes; a message may have ${LARGEST_BODY}`);
    }
    return JSON.stringify({
      g: group,
      n: first + i,
      id: newId(),
      ch: message.channel,
      k: message.key,
      ty: message.type,
      t: time,
      co: correlationId,
      ca: causationId,
      tp: traceparent,
      re: message.replyTo,
      ct: contentType,
      // The statement's parameter is JSON itself, so bytes go into it as Base64; in the table they are bytes again.
      ...(typeof payload === 'string' ? { p: payload } : { b: Buffer.from(payload).toString('base64') }),
    });
  });
}

/** What a call appends to a stream, the first of it behind `before` other events of the flight. n: place behind the version that is rested on. */
export function eventRows(events: readonly StoredEvent[], before: number, { cause, time: at }: Sending): string[] {
  const { correlationId: co, causationId: ca } = causationOf(cause);
  return events.map(({ type: ty, data: da }, i) => JSON.stringify({ n: before + i + 1, ty, da, at, co, ca }));
}

function causationOf(cause: Cause): Causation {
  if (cause.kind !== 'message') return cause;
  const { id, correlationId, traceparent } = cause.message;
  return { correlationId, causationId: id, traceparent };
}

/** @param failure absent where the message only waits behind another one */
export function deadLetterRow(
  id: string,
  subscriber: string,
  message: ReceivedMessage,
  failure: Failure | undefined,
  group: number,
  n: number,
): string {
  return JSON.stringify({
    g: group,
    n,
    id,
    s: subscriber,
    k: message.key,
    m: message.id,
    st: failure ? 'dead' : 'waiting',
    ec: failure && printable(failure.class),
    ed: failure && printable(failure.detail),
    at: failure?.attempts ?? 0,
    ch: message.channel,
    pa: message.partition,
    o: message.offset,
    ty: message.type,
    so: message.source,
    su: message.subject,
    t: message.time.toISOString(),
    ct: message.contentType,
    re: message.replyTo,
    co: message.correlationId,
    ca: message.causationId,
    tp: message.traceparent,
    h: keptHeaders(message),
    rk: message.record?.key?.toString('base64'),
    b: message.body?.toString('base64'),
  });
}
