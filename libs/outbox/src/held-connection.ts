import type pg from 'pg';
import { connect } from './connection.ts';

/** pg's socket, which its types keep to themselves. */
interface Internals {
  readonly connection: { readonly stream: { destroy(): void } };
}

const SIGNS_PER_SILENCE = 4;
const END_WITHIN = 1_000;

/**
 * The connection that a relay's role hangs on. The server ends it when it hears nothing of us for `silence` milliseconds, and so
 * the role of a process that hangs goes to another; we take it for lost when the last question that was answered was asked
 * longer ago than that, which is never later.
 */
export class HeldConnection {
  readonly client: pg.Client;
  readonly #silence: number;
  readonly #lost = new AbortController();
  readonly #signs: NodeJS.Timeout;
  #answered: number;
  #asking = false;
  #takesLong = false;

  private constructor(client: pg.Client, silence: number, asked: number) {
    this.client = client;
    this.#silence = silence;
    this.#answered = asked;
    client.on('error', () => this.#lost.abort());
    client.on('end', () => this.#lost.abort());
    this.#signs = setInterval(() => this.#beat(), silence / SIGNS_PER_SILENCE);
  }

  static async open(databaseUrl: string, silence: number): Promise<HeldConnection> {
    const asked = performance.now();
    return new HeldConnection(await connect(databaseUrl, { silence }), silence, asked);
  }

  /** Raised when the connection is lost, or was silent for too long to be relied on. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Whether nobody else can have the role. Right also in the first moment after a pause of the whole process. */
  get isHeld(): boolean {
    return !this.#lost.signal.aborted && performance.now() - this.#answered < this.#silence;
  }

  /**
   * Does work that may take longer than the silence allowed. While it lasts the role is not taken for held; afterwards it is again
   * if the server says so.
   */
  async takingLong<T>(work: () => Promise<T>): Promise<T> {
    this.#takesLong = true;
    try {
      return await work();
    } finally {
      await this.#giveSign();
      this.#takesLong = false;
    }
  }

  /** Ends it, at the latest after a second: a server that is cut off does not answer. */
  async close(): Promise<void> {
    clearInterval(this.#signs);
    const late = setTimeout(() => (this.client as unknown as Internals).connection.stream.destroy(), END_WITHIN);
    await this.client.end().catch(() => {});
    clearTimeout(late);
  }

  #beat(): void {
    if (this.#takesLong) return;
    if (!this.isHeld) this.#lost.abort();
    if (!this.#asking) void this.#giveSign();
  }

  async #giveSign(): Promise<void> {
    this.#asking = true;
    const asked = performance.now();
    try {
      await this.client.query('select');
      this.#answered = asked;
    } catch {
      this.#lost.abort();
    }
    this.#asking = false;
  }
}
