import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Dispatch } from '../../application/index.ts';

const EVERY_MS = 500;

/** Looks for offers that have ended and deliveries that wait for a courier, on every replica. */
@Injectable()
export class Dispatcher implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Dispatcher.name);
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private round = Promise.resolve();

  constructor(private readonly dispatch: Dispatch) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.round;
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.round = this.look().finally(() => this.schedule());
    }, EVERY_MS);
  }

  private async look(): Promise<void> {
    try {
      await this.dispatch.execute(new Date());
    } catch (error) {
      this.logger.warn({ msg: 'could not look after offers; will look again', err: error });
    }
  }
}
