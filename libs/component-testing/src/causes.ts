import type { MessageCause, RequestCause } from '@ftgo/write-path';
import { v7 as uuidv7 } from 'uuid';

/** A message as a subscriber hears it for the first time; hand the same one over again for a repeat. */
export function heard(subscriber: string, key: string, time = new Date()): MessageCause {
  const id = uuidv7();
  const position = { channel: 'test', partition: 0, offset: '0' };
  const envelope = { id, type: 'test', source: '/ftgo/test', subject: key, time, contentType: 'application/json', correlationId: id };
  return { kind: 'message', subscriber, message: { ...envelope, ...position, key, body: null } };
}

/** A request; the same key with another fingerprint is another request. */
export const requested = (idempotencyKey?: string, fingerprint = 'the same'): RequestCause => ({
  kind: 'request',
  correlationId: uuidv7(),
  ...(idempotencyKey && { idempotencyKey, fingerprint }),
});
