import type { Socket } from 'node:net';
import type { ISocketFactory } from 'kafkajs';
import { withoutDelay } from '../src/kafka/client.ts';

/** Kafka's numbers for the requests that the tests look at (https://kafka.apache.org/protocol#protocol_api_keys). */
export const request = { produce: 0, offsetCommit: 8 } as const;

const closedPort = 1;

/** The network between a client and the broker, which can be cut, and which counts requests. */
export class Network {
  readonly requests = new Map<number, number>();
  /** Answers to produce requests get lost: the broker has stored, the client cannot know. */
  loseProduceAnswers = false;
  private isCut = false;
  private readonly sockets = new Set<Socket>();

  /** Ends all connections and refuses new ones. */
  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy(new Error('The network is cut'));
  }

  mend(): void {
    this.isCut = false;
  }

  count(kind: keyof typeof request): number {
    return this.requests.get(request[kind]) ?? 0;
  }

  readonly open: ISocketFactory = (args) => {
    const socket = withoutDelay(this.isCut ? { ...args, host: '127.0.0.1', port: closedPort } : args);
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    this.watch(socket);
    return socket;
  };

  private watch(socket: Socket): void {
    const write = socket.write.bind(socket);
    const emit = socket.emit.bind(socket);
    let isProducing = false;
    socket.write = ((...args: Parameters<Socket['write']>): boolean => {
      const bytes = args[0] as Buffer;
      const kind = bytes.length > 6 ? bytes.readInt16BE(4) : -1;
      this.requests.set(kind, (this.requests.get(kind) ?? 0) + 1);
      isProducing = kind === request.produce;
      return write(...args);
    }) as Socket['write'];
    socket.emit = (event: string | symbol, ...args: unknown[]): boolean => {
      if (event === 'data' && isProducing && this.loseProduceAnswers) {
        socket.destroy(new Error('The answer was lost'));
        return false;
      }
      return emit(event as 'data', ...(args as [Buffer]));
    };
  }
}
