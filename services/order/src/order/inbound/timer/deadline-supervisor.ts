import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ExpireOrders } from '../../application/index.ts';

const EVERY_MS = 1_000;

/** Looks for orders past their deadline, on every replica. */
@Injectable()
export class DeadlineSupervisor implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(DeadlineSupervisor.name);
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private round = Promise.resolve();

  constructor(private readonly expireOrders: ExpireOrders) {}

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
      await this.expireOrders.execute(new Date());
    } catch (error) {
      this.logger.warn({ msg: 'could not look for overdue orders; will look again', err: error });
    }
  }
}
