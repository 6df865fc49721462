import { createHash } from 'node:crypto';
import { headerNames } from './headers.ts';
import type { ReceivedMessage } from './message.ts';

/** A record as a broker hands it over. Header values may be repeated; the last one counts. */
export interface BrokerRecord {
  readonly channel: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** Milliseconds since the epoch, as the broker writes them. */
  readonly timestamp: string;
  readonly headers?: Readonly<Record<string, HeaderValue | HeaderValue[] | undefined>>;
}

type HeaderValue = Buffer | string;

/** Ids and keys are columns of unique indexes, which take no more than some 2,700 bytes. */
const longestIdentifier = 255;
const traceparentForm = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}/;

/** Reads the envelope of a record that anybody may have sent. Never throws; nothing in the result holds U+0000. */
export function receivedMessage(record: BrokerRecord): ReceivedMessage {
  const header = (name: string): string => text(record.headers?.[name]);
  const position = `${record.channel}/${record.partition}/${record.offset}`;
  const id = bounded(header(headerNames.id)) || position;
  const traceparent = header(headerNames.traceparent);
  return {
    id,
    type: header(headerNames.type),
    source: header(headerNames.source),
    subject: header(headerNames.subject),
    time: timeOf(header(headerNames.time), record.timestamp),
    contentType: header(headerNames.contentType),
    correlationId: bounded(header(headerNames.correlationId)) || id,
    causationId: bounded(header(headerNames.causationId)) || undefined,
    traceparent: traceparentForm.test(traceparent) ? traceparent : undefined,
    replyTo: header(headerNames.replyTo) || undefined,
    channel: record.channel,
    partition: record.partition,
    offset: record.offset,
    // Without a key there is no order to keep with other messages, so the message is a key of its own.
    key: bounded(clean(record.key?.toString('utf8') ?? '')) || id,
    body: record.value,
    record,
  };
}

/** The type alone: what routing needs before the rest is worth reading. */
export function typeOf(record: BrokerRecord): string {
  return text(record.headers?.[headerNames.type]);
}

function text(value: HeaderValue | HeaderValue[] | undefined): string {
  const last = Array.isArray(value) ? value.at(-1) : value;
  return last == null ? '' : clean(last.toString());
}

function clean(value: string): string {
  return value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
}

function bounded(value: string): string {
  return value.length <= longestIdentifier ? value : `sha256:${createHash('sha256').update(value).digest('hex')}`;
}

function timeOf(sent: string, stored: string): Date {
  const time = new Date(sent);
  if (!Number.isNaN(time.getTime())) return time;
  const fallback = new Date(Number(stored));
  return Number.isNaN(fallback.getTime()) ? new Date(0) : fallback;
}
