import type { MessageCause, RequestCause } from '@ftgo/write-path';
import { v7 as uuidv7 } from 'uuid';

/** A message that the kitchen hears of a key. */
export function messageAbout(key: string, time = new Date('2026-11-24T02:00:00Z')): MessageCause {
  const id = uuidv7();
  return {
    kind: 'message',
    subscriber: 'kitchen',
    message: {
      id,
      key,
      time,
      type: 'a.test.v1',
      source: '/test',
      subject: key,
      correlationId: id,
      contentType: 'application/json',
      channel: 'test',
      partition: 0,
      offset: '0',
      body: null,
    },
  };
}

export const request = (idempotencyKey?: string): RequestCause => ({
  kind: 'request',
  correlationId: uuidv7(),
  ...(idempotencyKey && { idempotencyKey, fingerprint: idempotencyKey }),
});
