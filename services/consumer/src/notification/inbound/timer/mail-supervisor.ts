import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { MailWanted, SendMails } from '../../application/index.ts';

export const MAIL_ROUND_MS = 500;

/** Looks for mails that are due, on every replica, beside everything else: a mail server that hangs holds up mails alone. */
@Injectable()
export class MailSupervisor implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(MailSupervisor.name);
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private round = Promise.resolve();

  constructor(
    private readonly sendMails: SendMails,
    private readonly mails: MailWanted,
  ) {}

  onApplicationBootstrap(): void {
    if (this.mails.wanted) this.schedule();
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
    }, MAIL_ROUND_MS);
  }

  private async look(): Promise<void> {
    try {
      await this.sendMails.execute();
    } catch (error) {
      this.logger.warn({ msg: 'could not send mails; will look again', err: error });
    }
  }
}
