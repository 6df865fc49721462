import type { CallOptions, ClientReadableStream, ClientUnaryCall, Metadata, ServiceError } from '@grpc/grpc-js';
import { type OutgoingCall, metadataOf } from './outgoing-call.ts';
import { failureOf } from './remote-failure.ts';

/** Checking or making a password's hash is slow on purpose. */
export const PASSWORD_DEADLINE_MS = 5_000;

type Answered<A> = (error: ServiceError | null, answer: A) => void;
type UnaryMethod<Q, A> = (request: Q, metadata: Metadata, options: Partial<CallOptions>, answered: Answered<A>) => ClientUnaryCall;
type StreamMethod<Q, A> = (request: Q, metadata: Metadata) => ClientReadableStream<A>;

/** Calls to one service: each has a deadline, which the service is told, and passes on who asks. */
export class RemoteService {
  constructor(
    private readonly name: string,
    private readonly deadlineMs: number,
  ) {}

  /** @throws Refusal of the service, or RemoteFailure. */
  ask<Q, A>(method: UnaryMethod<Q, A>, request: Q, call: OutgoingCall, deadlineMs = this.deadlineMs): Promise<A> {
    return new Promise((answer, fail) => {
      withoutStack(() =>
        method(request, metadataOf(call), { deadline: Date.now() + deadlineMs }, (error, response) => {
          if (error) fail(failureOf(this.name, error));
          else answer(response);
        }),
      );
    });
  }

  /** A stream has no deadline: it lasts until it ends, or the signal ends it. @throws Refusal, RemoteFailure */
  async *watch<Q, A>(method: StreamMethod<Q, A>, request: Q, call: OutgoingCall, signal: AbortSignal): AsyncIterableIterator<A> {
    if (signal.aborted) return;
    const stream = method(request, metadataOf(call));
    // The loop below hears of errors; this is for the one that comes of cancelling when the loop has ended.
    stream.on('error', () => undefined);
    const cancel = () => stream.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      yield* stream as AsyncIterable<A>;
    } catch (error) {
      if (!signal.aborted) throw failureOf(this.name, error as Partial<ServiceError>);
    } finally {
      signal.removeEventListener('abort', cancel);
      cancel();
    }
  }
}

/** grpc-js takes the caller's stack with every call, in case it fails: a tenth of a request, for errors that name their service anyway. */
function withoutStack(begin: () => unknown): void {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    begin();
  } finally {
    Error.stackTraceLimit = limit;
  }
}
