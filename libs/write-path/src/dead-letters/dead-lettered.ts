import { type OutgoingMessage, type ReceivedMessage, message } from '@ftgo/envelope';
import { deadLetterEvents } from '@ftgo/operations-api';
import { type Failure, printable } from './fate.ts';
import { type KeptHeader, keptHeaders } from './record.ts';

/** The news that a message became a dead letter, with the record as it was read, for tools outside. */
export function deadLettered(
  deadLetterId: string,
  subscriber: string,
  letter: ReceivedMessage,
  failure: Failure,
  headers: readonly KeptHeader[] = keptHeaders(letter),
): OutgoingMessage {
  const { key, id: messageId, type, channel, partition, offset, record, body } = letter;
  return message(deadLetterEvents.DeadLettered, key, {
    deadLetterId,
    subscriber,
    key,
    messageId,
    type,
    channel,
    partition,
    offset,
    errorClass: printable(failure.class),
    errorDetail: printable(failure.detail),
    attempts: failure.attempts,
    record: {
      key: record?.key ?? undefined,
      headers: headers.map(([name, value]) => ({ name, value: Buffer.from(value, 'base64') })),
      value: body ?? undefined,
    },
  }) as OutgoingMessage;
}
