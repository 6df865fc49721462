import type { ReceivedMessage } from '@ftgo/envelope';
import type { SagaStep } from '@ftgo/saga-api';
import type { MessageCause, Replay } from '@ftgo/write-path';
import { BaseRpcContext } from '@nestjs/microservices';
import type { CommandCause } from '../commands/command-cause.ts';

/** What a handler gets beside the event: the message as it came, and the cause to hand to the write path. */
export class MessageContext extends BaseRpcContext<[ReceivedMessage]> {
  readonly cause: MessageCause | CommandCause;
  /** Of a view: the generation of rows that the message is for. */
  readonly generation: number;
  /** How the handler failed; kept here because Nest's exception filters make a plain object of every error. */
  failure: { readonly error: unknown } | undefined;

  constructor(
    subscriber: string,
    readonly message: ReceivedMessage,
    { replay, saga, generation = 0 }: { readonly replay?: Replay; readonly saga?: SagaStep; readonly generation?: number } = {},
  ) {
    super([message]);
    this.generation = generation;
    this.cause = { kind: 'message', subscriber, message, ...(replay && { replay }), ...(saga && { saga }) };
  }
}
