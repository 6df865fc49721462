import type { ReceivedMessage } from '@ftgo/envelope';
import { newId } from './new-id.ts';
import type { AnyRef, Cause, Decision } from './write-path.ts';

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

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- of whatever types: it is given the states that its refs name
export type AnyChange = (...states: any[]) => Decision<any, unknown>;

/** A change to be made. */
export interface UpdateCall extends Waiting {
  readonly kind: 'update';
  readonly refs: readonly AnyRef[];
  readonly change: AnyChange;
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

const ownKey = (): InboxKey => ({ subscriber: 'call', messageId: newId() });

/** The subscriber and key within which the messages of a call are kept in order; undefined for other calls. */
export function lineOf(call: Call): { readonly subscriber: string; readonly key: string } | undefined {
  if (call.kind === 'park') return { subscriber: call.subscriber, key: call.message.key };
  return call.cause.kind === 'message' ? { subscriber: call.cause.subscriber, key: call.cause.message.key } : undefined;
}
