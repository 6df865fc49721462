import { type MessageType, decodeBody } from '@ftgo/envelope';
import type { DeadLetterEvents } from '@ftgo/operations-api';
import type { DeadLetter } from '@ftgo/write-path';

export const documentOf = ({ id, subscriber, message, fate, parkedAt, isHead, behind, isUnderWay }: DeadLetter): DeadLetterEvents.DeadLetter => ({
  deadLetterId: id,
  subscriber,
  key: message.key,
  state: fate.state.toUpperCase(),
  head: isHead,
  behind,
  underWay: isUnderWay,
  messageId: message.id,
  type: message.type,
  source: message.source,
  subject: message.subject,
  time: message.time,
  correlationId: message.correlationId,
  channel: message.channel,
  partition: message.partition,
  offset: message.offset,
  errorClass: fate.errorClass ?? '',
  errorDetail: fate.errorDetail ?? '',
  attempts: fate.attempts,
  parkedAt,
  settledAt: fate.settledAt,
  settledBy: fate.settledBy ?? '',
  reason: fate.reason ?? '',
});

/** The record as it was read. */
export const recordOf = ({ message, headers }: DeadLetter): DeadLetterEvents.Record => ({
  key: message.record?.key ?? undefined,
  headers: headers.map(([name, value]) => ({ name, value: Buffer.from(value, 'base64') })),
  value: message.body ?? undefined,
});

/** The body for people; empty where the type is unknown or the bytes are no such message. */
export function jsonOf({ message }: DeadLetter, type: MessageType<unknown> | undefined): string {
  try {
    return type ? JSON.stringify(type.codec.toJSON(decodeBody(type, message))) : '';
  } catch {
    return '';
  }
}
