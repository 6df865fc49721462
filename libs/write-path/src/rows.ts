import { type Causation, type MessageFormat, type OutgoingMessage, type ReceivedMessage, encodeBody } from '@ftgo/envelope';
import { type UpdateCall, lineOf } from './calls.ts';
import { newId } from './new-id.ts';
import type { StoredAnswer } from './stored-answer.ts';
import type { Cause } from './write-path.ts';

/** Rows of the runtime's tables, as JSON, under the short names that the write statement reads. g: group, n: order. */
export interface Rows {
  readonly inbox: string[];
  readonly outbox: string[];
  readonly dead: string[];
}

export function inboxRow(call: UpdateCall, stored: StoredAnswer | null, group: number): string {
  const { subscriber: s, messageId: m } = call.inboxKey;
  const f = call.cause.kind === 'request' ? call.cause.fingerprint : undefined;
  return JSON.stringify({ g: group, s, m, k: lineOf(call)?.key, f, a: stored });
}

/** What all the outbox rows of a call have in common. */
export interface Sending {
  readonly cause: Cause;
  readonly group: number;
  readonly time: string;
  readonly format: MessageFormat;
}

/** Messages as they go to the outbox: what caused them is taken from their cause. The first one's place is `first`. */
export function outboxRows(messages: readonly OutgoingMessage[], first: number, { cause, group, time, format }: Sending): string[] {
  const { correlationId, causationId, traceparent } = causationOf(cause);
  return messages.map((message, i) => {
    const { contentType, payload } = encodeBody(message, format);
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

function causationOf(cause: Cause): Causation {
  if (cause.kind !== 'message') return cause;
  const { id, correlationId, traceparent } = cause.message;
  return { correlationId, causationId: id, traceparent };
}

export function deadLetterRow(
  subscriber: string,
  message: ReceivedMessage,
  state: 'dead' | 'waiting',
  error: { readonly class: string; readonly detail: string; readonly attempts: number } | undefined,
  group: number,
  n: number,
): string {
  return JSON.stringify({
    g: group,
    n,
    id: newId(),
    s: subscriber,
    k: message.key,
    m: message.id,
    st: state,
    ec: error && printable(error.class),
    ed: error && printable(error.detail),
    at: error?.attempts ?? 0,
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
    b: message.body?.toString('base64'),
  });
}

// The fault may be U+0000 itself, quoted in the error: a message that cannot be set aside would come back for ever.
const printable = (text: string): string => text.replaceAll('\0', '\uFFFD');
