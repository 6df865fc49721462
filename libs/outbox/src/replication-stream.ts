import { LogicalReplicationService, PgoutputPlugin } from 'pg-logical-replication';
import type { Socket } from 'node:net';
import { endedAfter, sessionSettings } from './connection.ts';
import { formatLsn, parseLsn } from './lsn.ts';
import type { Lsn } from './lsn.ts';

export interface StreamListener {
  /** One message of pgoutput. */
  message(chunk: Buffer): void;
  /** The server has read its log up to here. */
  reached(walEnd: Lsn): void;
  /** The server insists on a sign of life, or takes the connection for dead: confirm what can be confirmed. */
  answer(): void;
}

/** What is used of the library beyond its public interface: it offers neither back pressure nor a clean end. */
interface Internals {
  readonly _connection: { readonly stream: Socket; endCopyFrom(): void } | null;
}

/** Hands each message over undecoded. */
class RawPgoutput extends PgoutputPlugin {
  readonly #message: (chunk: Buffer) => void;

  constructor(publication: string, message: (chunk: Buffer) => void) {
    super({ protoVersion: 1, publicationNames: [publication] });
    this.#message = message;
  }

  override parse(chunk: Buffer): never {
    return this.#message(chunk) as never;
  }
}

/**
 * One connection that streams a slot's changes, once: the library skips changes when an instance subscribes again, and its
 * own acknowledgements are switched off because they run ahead of the broker's.
 */
export class ReplicationStream {
  readonly #service: LogicalReplicationService;
  #ended: Promise<void> = Promise.resolve();
  #failure: Error | undefined;
  #paused = false;
  #lastHeard = Date.now();

  /** @param patience milliseconds after which the server frees the slot when it hears nothing of us */
  constructor(databaseUrl: string, patience: number) {
    this.#service = new LogicalReplicationService(
      { connectionString: databaseUrl, ...sessionSettings, ...endedAfter(patience, 'stream') },
      { acknowledge: { auto: false, timeoutSeconds: 0 } },
    );
  }

  /**
   * Resolves when the slot is ours and streams.
   *
   * @throws DatabaseError 55006 where another connection has the slot.
   */
  async open(slot: string, publication: string, listener: StreamListener): Promise<void> {
    const started = new Promise<boolean>((resolve) => this.#service.once('start', () => resolve(true)));
    this.#service.on('error', (error: Error) => this.fail(error));
    this.#service.on('heartbeat', (lsn: string, _time: number, mustAnswer: boolean) => {
      this.#lastHeard = Date.now();
      listener.reached(parseLsn(lsn));
      if (mustAnswer) listener.answer();
    });
    const plugin = new RawPgoutput(publication, (chunk) => {
      this.#lastHeard = Date.now();
      if (this.#failure) return;
      try {
        listener.message(chunk);
      } catch (error) {
        this.fail(error as Error);
      }
    });
    this.#ended = this.#service.subscribe(plugin, slot).then(
      () => {},
      (error: Error) => this.fail(error),
    );
    const streams = await Promise.race([started, this.#ended.then(() => false)]);
    if (!streams) throw this.#failure ?? new Error('the connection ended before the stream began');
  }

  /** Resolves when the connection is at its end; rejects where it failed. */
  async ended(): Promise<void> {
    await this.#ended;
    if (this.#failure) throw this.#failure;
  }

  /**
   * Tells the server that transactions which commit before `position` need not come again. The library adds 1 to what it is
   * given. Confirming where a commit record ends, rather than just behind its beginning, plus that 1, loses the
   * transaction whose commit record is next.
   */
  confirm(position: Lsn, ping = false): void {
    // On a connection that is broken it fails; the server then sends again what was not confirmed.
    this.#service.acknowledge(formatLsn(position - 1n), ping).catch(() => {});
  }

  /** Milliseconds since the server was last heard; nothing is expected of it while the stream is paused. */
  get silence(): number {
    return this.#paused ? 0 : Date.now() - this.#lastHeard;
  }

  /** Stops reading from the socket, so that TCP holds the server back. */
  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#internals?.stream.pause();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#lastHeard = Date.now();
    this.#internals?.stream.resume();
  }

  /** Ends the stream so that what was confirmed last reaches the server and the slot is free, within `patience` ms. */
  async close(patience = 1_000): Promise<void> {
    if (!this.#failure) {
      this.#internals?.endCopyFrom();
      this.resume();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, patience)));
      await Promise.race([this.#ended, late]);
      clearTimeout(timer);
    }
    await this.destroy();
  }

  /** Drops the connection. */
  async destroy(): Promise<void> {
    this.#failure ??= new Error('the replication stream was closed');
    this.#internals?.stream.destroy();
    await this.#service.destroy().catch(() => {});
  }

  /** Ends it as broken. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#internals?.stream.destroy();
  }

  get #internals(): Internals['_connection'] {
    return (this.#service as unknown as Internals)._connection;
  }
}
