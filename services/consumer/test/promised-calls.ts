import type { ConsumerGrpc } from '@ftgo/consumer-api';
import type { Metadata, ServiceError, handleUnaryCall } from '@grpc/grpc-js';

const METHODS = ['signUp', 'verifyCredentials', 'getConsumer', 'setStatus', 'getAccount', 'setCreditLimit', 'getBooks'] as const;
type Method = (typeof METHODS)[number];
type Server = ConsumerGrpc.ConsumerServiceServer;

/** The service's calls, each as a promise. */
export type Calls = {
  readonly [K in Method]: Server[K] extends handleUnaryCall<infer Request, infer Answer> ? (request: Request) => Promise<Answer> : never;
};

type Call = (request: unknown, metadata: Metadata, done: (error: ServiceError | null, answer: unknown) => void) => void;

export function promised(client: ConsumerGrpc.ConsumerServiceClient, metadata: Metadata): Calls {
  const call = (method: Method) => (request: unknown) =>
    new Promise((resolve, reject) => {
      (client[method] as Call).call(client, request, metadata, (error, answer) => (error ? reject(error) : resolve(answer)));
    });
  return Object.fromEntries(METHODS.map((method) => [method, call(method)])) as unknown as Calls;
}
