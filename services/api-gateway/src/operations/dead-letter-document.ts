import { isUtf8 } from 'node:buffer';
import type { DeadLetter, DeadRecord, OperationsGrpc } from '@ftgo/operations-api';
import type { From } from './dead-letters.ts';

/** A dead letter as the public API answers it. */
export const deadLetterDocument = (letter: From<DeadLetter>) => ({
  deadLetterId: letter.deadLetterId,
  service: letter.service,
  subscriber: letter.subscriber,
  key: letter.key,
  state: letter.state,
  head: letter.head,
  behind: letter.behind,
  underWay: letter.underWay,
  messageId: letter.messageId,
  type: letter.type,
  source: letter.source,
  subject: letter.subject,
  time: letter.time,
  correlationId: letter.correlationId,
  origin: { channel: letter.channel, partition: letter.partition, offset: letter.offset },
  error: letter.errorClass ? { class: letter.errorClass, detail: letter.errorDetail } : undefined,
  attempts: letter.attempts,
  parkedAt: letter.parkedAt,
  settledAt: letter.settledAt,
  settledBy: letter.settledBy || undefined,
  reason: letter.reason || undefined,
});

/** With the message itself: its headers, its body where somebody can read it and its bytes where nobody can, and what waits. */
export const deadLetterInFull = ({ service, deadLetter, record, json, behind }: From<OperationsGrpc.GetDeadLetterResponse>) => ({
  ...deadLetterDocument({ ...deadLetter!, service }),
  headers: (record?.headers ?? []).map(({ name, value }) => ({ name, ...textOrBytes(value) })),
  ...bodyOf(json, record),
  waiting: behind.map((letter) => deadLetterDocument({ ...letter, service })),
});

const textOrBytes = (value: Buffer) => (isUtf8(value) ? { value: value.toString() } : { base64: value.toString('base64') });

function bodyOf(json: string, record: DeadRecord | undefined): { body?: unknown; bodyBase64?: string } {
  if (json) return { body: JSON.parse(json) };
  return record?.value ? { bodyBase64: record.value.toString('base64') } : {};
}
