import type { ReceivedMessage } from '@ftgo/envelope';
import { v7 as uuidv7 } from 'uuid';
import type { AggregateRef, Cause, Decision } from './write-path.ts';

/** What the inbox knows a call by. */
export interface InboxKey {
  readonly subscriber: string;
  readonly messageId: string;
}

interface Waiting {
  readonly inboxKey: InboxKey;
  readonly since: number;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

/** A change to be made. */
export interface UpdateCall extends Waiting {
  readonly kind: 'update';
  readonly refs: readonly AggregateRef<any>[];
  readonly change: (...states: any[]) => Decision<any, unknown>;
  readonly cause: Cause;
}

/** A message to be set aside. */
export interface ParkCall extends Waiting {
  readonly kind: 'park';
  readonly subscriber: string;
  readonly message: ReceivedMessage;
  readonly error: { readonly class: string; readonly detail: string; readonly attempts: number };
}

export type Call = UpdateCall | ParkCall;

/**
 * A message is known per subscriber by its id, a request by its idempotency key. Any other call gets an id of its own, so that
 * it is recognised when it runs again because the answer to its commit was lost.
 */
export function inboxKeyOf(cause: Cause): InboxKey {
  switch (cause.kind) {
    case 'message':
      return { subscriber: cause.subscriber, messageId: cause.message.id };
    case 'request':
      return cause.idempotencyKey === undefined ? ownKey() : { subscriber: 'request', messageId: cause.idempotencyKey };
    case 'timer':
      return ownKey();
  }
}

const ownKey = (): InboxKey => ({ subscriber: 'call', messageId: uuidv7() });

/** The subscriber and key within which the messages of a call are kept in order; undefined for other calls. */
export function lineOf(call: Call): { readonly subscriber: string; readonly key: string } | undefined {
  if (call.kind === 'park') return { subscriber: call.subscriber, key: call.message.key };
  return call.cause.kind === 'message' ? { subscriber: call.cause.subscriber, key: call.cause.message.key } : undefined;
}
