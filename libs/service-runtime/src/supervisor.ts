import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

/**
 * Looks for work that is due, again and again while the service runs, one look after the other, on every replica: what it looks for
 * must be safe to be found by several. What one look cannot do, the next one tries. A service that stops waits for the look it is at.
 */
export abstract class Supervisor implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(this.constructor.name);
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #look = Promise.resolve();

  /**
   * @param look what to do at each look; it may reject.
   * @param everyMs from the end of a look to the next.
   */
  constructor(
    private readonly look: (now: Date) => Promise<void>,
    private readonly everyMs: number,
  ) {}

  onApplicationBootstrap(): void {
    this.#schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#look;
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#look = this.#tryToLook().finally(() => this.#schedule());
    }, this.everyMs);
  }

  async #tryToLook(): Promise<void> {
    try {
      await this.look(new Date());
    } catch (error) {
      this.#logger.warn({ msg: 'could not do what is due; will look again', err: error });
    }
  }
}
