import { UndecodableBody, type ReceivedMessage } from '@ftgo/envelope';
import type { SagaStep } from '@ftgo/saga-api';
import type { Cause, MessageCause } from '@ftgo/write-path';

/** A command of a saga: the change that it causes is decided once per step, and answered. */
export interface CommandCause extends MessageCause {
  readonly saga: SagaStep;
}

export function isCommand(cause: Cause): cause is CommandCause {
  return 'saga' in cause;
}

/**
 * The step that a command's body names; undefined where its type has no place for one: a command without a reply.
 *
 * @throws UndecodableBody where the place is empty. Nobody could be answered, and repeated attempts would not be known.
 */
export function sagaStepOf(body: unknown, { type }: Pick<ReceivedMessage, 'type'>): SagaStep | undefined {
  if (typeof body !== 'object' || body === null || !('saga' in body)) return undefined;
  const saga = body.saga as SagaStep | undefined;
  if (!saga?.sagaId || !saga.step) throw new UndecodableBody(`${type} does not say which step of which saga it is`);
  return saga;
}
