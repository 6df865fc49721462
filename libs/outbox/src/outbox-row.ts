import { headersOf } from '@ftgo/envelope';
import type { OutboxRecord } from './message-producer.ts';

/** The columns a record is made of, in the order in which `toRecord` takes them. `day` and `seq` stay behind. */
export const outboxColumns = [
  'id',
  'channel',
  'key',
  'type',
  'subject',
  'time',
  'correlation_id',
  'causation_id',
  'traceparent',
  'reply_to',
  'content_type',
  'payload',
  'payload_bytes',
] as const;

/** The texts of `outboxColumns`, by position. */
export type OutboxRow = readonly (string | null)[];

/**
 * Makes a record of a row. The payload is passed on unread: text as text, bytes as bytes.
 *
 * @param source `ce_source`, such as `/ftgo/order-service`
 */
export function toRecord(row: OutboxRow, source: string): OutboxRecord {
  const [id, channel, key, type, subject, time, correlationId, causationId, traceparent, replyTo, contentType, payload, bytes] = row as string[];
  const headers = headersOf({
    id: id!,
    type: type!,
    source,
    subject: subject ?? key!,
    time: iso(time!),
    contentType: contentType ?? 'application/json',
    correlationId: correlationId ?? id!,
    causationId,
    traceparent,
    replyTo,
  });
  return { channel: channel!, key: key!, value: payload ?? bytesOf(bytes!), headers };
}

/** PostgreSQL writes bytes as `\x7b7d` (bytea_output hex). */
function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.slice(2), 'hex');
}

/** PostgreSQL's `2026-11-21 07:00:06.123+00` (DateStyle ISO, time zone UTC) as RFC 3339 has it. */
function iso(time: string): string {
  return `${time.slice(0, 10)}T${time.slice(11, -3)}Z`;
}
