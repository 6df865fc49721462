import { type Metadata, Server, ServerCredentials, type ServerUnaryCall, type ServerWritableStream, type ServiceDefinition, type ServiceError, Metadata as GrpcMetadata } from '@grpc/grpc-js';
import { Refusal } from '@ftgo/refusals';
import { REFUSAL_METADATA, statusOf } from '@ftgo/service-runtime/process';

/** One call that a neighbour got. */
export interface Heard {
  readonly method: string;
  readonly request: any;
  readonly metadata: Metadata;
  readonly deadline: Date;
}

type Call = ServerUnaryCall<any, any> & ServerWritableStream<any, any>;
type Answer = (request: any, call: Call) => unknown;

/** A neighbour of the gateway: a real gRPC server that speaks a published language and answers what the test says. */
export class Neighbour {
  readonly heard: Heard[] = [];
  private answers: Record<string, Answer> = {};
  private readonly server = new Server();
  address = '';

  constructor(...services: ServiceDefinition[]) {
    for (const service of services) this.speak(service);
  }

  private speak(service: ServiceDefinition): void {
    const implementation = Object.fromEntries(
      Object.entries(service).map(([method, { responseStream }]) => [
        method,
        responseStream
          ? (call: Call) => this.stream(method, call)
          : (call: Call, callback: (error: Partial<ServiceError> | null, answer?: unknown) => void) => this.unary(method, call, callback),
      ]),
    );
    this.server.addService(service, implementation as never);
  }

  async start(at = '127.0.0.1:0'): Promise<this> {
    const port = await new Promise<number>((bound, failed) =>
      this.server.bindAsync(at, ServerCredentials.createInsecure(), (error, bind) => (error ? failed(error) : bound(bind))),
    );
    this.address = `127.0.0.1:${port}`;
    return this;
  }

  stop(): void {
    this.server.forceShutdown();
  }

  /** What it answers from now on; a Refusal that is thrown is sent as the services send theirs. */
  says(answers: Record<string, Answer>): void {
    this.answers = answers;
  }

  forget(): void {
    this.heard.length = 0;
    this.answers = {};
  }

  private hear(method: string, call: Call): Answer {
    const deadline = call.getDeadline();
    this.heard.push({ method, request: call.request, metadata: call.metadata, deadline: new Date(deadline === Infinity ? 8.64e15 : deadline) });
    return this.answers[method] ?? (() => Promise.reject(new Error(`nothing was said about ${method}`)));
  }

  private unary(method: string, call: Call, callback: (error: Partial<ServiceError> | null, answer?: unknown) => void): void {
    const answer = this.hear(method, call);
    Promise.resolve()
      .then(() => answer(call.request, call))
      .then((value) => callback(null, value), (error) => callback(statusFor(error)));
  }

  private stream(method: string, call: Call): void {
    const answer = this.hear(method, call);
    Promise.resolve()
      .then(() => answer(call.request, call))
      .catch((error) => call.emit('error', statusFor(error)));
  }
}

/** A status other than a refusal. */
export class Status extends Error {
  constructor(readonly code: number) {
    super(`status ${code}`);
  }
}

function statusFor(error: unknown): Partial<ServiceError> {
  if (!(error instanceof Refusal)) return { code: error instanceof Status ? error.code : 13, details: 'select * from secrets' };
  const { kind, code, message: detail, field } = error;
  const metadata = new GrpcMetadata();
  metadata.set(REFUSAL_METADATA, encodeURIComponent(JSON.stringify({ kind, code, detail, field })));
  return { code: statusOf[kind].grpc, details: detail, metadata };
}
