import * as grpc from '@grpc/grpc-js';
import { type GrpcOptions, ServerGrpc } from '@nestjs/microservices';

/** A service definition as ts-proto generates it, such as `OrderGrpc.OrderServiceService`. */
export type GrpcServiceDefinition = grpc.ServiceDefinition;

/** gRPC services by their full name, such as `ftgo.order.v1.OrderService`. */
export type GrpcServices = Readonly<Record<string, GrpcServiceDefinition>>;

/** For calls that are under way on a connection that is too old. */
const CONNECTION_GRACE_MS = 30_000;

/**
 * Nest's gRPC transport over generated definitions: no `.proto` file is read at run time, and grpc-js is the one that
 * was bundled. Stopping lets calls in flight end, for a bounded time.
 */
export class GrpcServer extends ServerGrpc {
  private server: grpc.Server | undefined;
  private readonly address: string;
  private readonly drainMs: number;

  constructor(host: string, port: number, services: GrpcServices, { drainMs, connectionAgeMs }: { drainMs: number; connectionAgeMs: number }) {
    super({
      url: `${host}:${port}`,
      package: packagesOf(services),
      packageDefinition: definitionOf(services),
      gracefulShutdown: true,
      channelOptions: { 'grpc.max_connection_age_ms': connectionAgeMs, 'grpc.max_connection_age_grace_ms': CONNECTION_GRACE_MS },
    } as GrpcOptions['options']);
    this.address = `${host}:${port}`;
    this.drainMs = drainMs;
  }

  protected override loadPackageSynchronously<T>(): T {
    return grpc as T;
  }

  override async createClient(): Promise<grpc.Server> {
    this.server = (await super.createClient()) as grpc.Server;
    return this.server;
  }

  /** Asks every client to connect anew, wherever its name leads to by then; calls that are under way are finished. */
  sendAway(): void {
    this.server?.drain(this.address, CONNECTION_GRACE_MS);
  }

  override async close(): Promise<void> {
    // tryShutdown never gives up by itself.
    const giveUp = setTimeout(() => this.server?.forceShutdown(), this.drainMs);
    await super.close().finally(() => clearTimeout(giveUp));
  }
}

/** Generated definitions carry method names in camelCase; Nest matches handlers by the names in the `.proto`. */
function definitionOf(services: GrpcServices): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(services).map(([name, methods]) => [
      name,
      Object.fromEntries(
        Object.values(methods).map((method) => {
          const rpc = method.path.slice(method.path.lastIndexOf('/') + 1);
          return [rpc, { ...method, originalName: rpc }];
        }),
      ),
    ]),
  );
}

const packagesOf = (services: GrpcServices): string[] => [
  ...new Set(Object.keys(services).map((name) => name.slice(0, name.lastIndexOf('.')))),
];
