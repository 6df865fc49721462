import { setTimeout as delay } from 'node:timers/promises';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

/**
 * Looks for work that is due, again and again while the service runs, one look after the other, on every replica: what it looks for
 * must be safe to be found by several. What one look cannot do, the next one tries. A service that stops waits for the look it is at.
 */
export abstract class Supervisor implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(this.constructor.name);
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #look = Promise.resolve();

  /**
   * @param look what to do at each look; it may reject. Its signal aborts when the service stops.
   * @param everyMs from the end of a look to the next.
   * @param stopWithinMs how long a service that stops waits for the look it is at; as long as it takes, unless told.
   */
  constructor(
    private readonly look: (now: Date, stopping: AbortSignal) => Promise<void>,
    private readonly everyMs: number,
    private readonly stopWithinMs?: number,
  ) {}

  onApplicationBootstrap(): void {
    this.#schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    const bound = this.stopWithinMs === undefined ? [] : [delay(this.stopWithinMs, undefined, { ref: false })];
    await Promise.race([this.#look, ...bound]);
  }

  #schedule(): void {
    if (this.#stopping.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#look = this.#tryToLook().finally(() => this.#schedule());
    }, this.everyMs);
  }

  async #tryToLook(): Promise<void> {
    try {
      await this.look(new Date(), this.#stopping.signal);
    } catch (error) {
      this.#logger.warn({ msg: 'could not do what is due; will look again', err: error });
    }
  }
}
