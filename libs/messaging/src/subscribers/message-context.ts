import type { ReceivedMessage } from '@ftgo/envelope';
import type { MessageCause, Replay } from '@ftgo/write-path';
import { BaseRpcContext } from '@nestjs/microservices';

/** What a handler gets beside the event: the message as it came, and the cause to hand to the write path. */
export class MessageContext extends BaseRpcContext<[ReceivedMessage]> {
  readonly cause: MessageCause;
  /** How the handler failed; kept here because Nest's exception filters make a plain object of every error. */
  failure: { readonly error: unknown } | undefined;

  constructor(
    subscriber: string,
    readonly message: ReceivedMessage,
    replay?: Replay,
  ) {
    super([message]);
    this.cause = { kind: 'message', subscriber, message, ...(replay && { replay }) };
  }
}
