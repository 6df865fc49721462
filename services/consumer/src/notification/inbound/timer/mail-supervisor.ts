import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { MailWanted, SendMails } from '../../application/index.ts';

export const MAIL_ROUND_MS = 500;
/** What a mail server that hangs has not answered by then is sent again by another instance, or the next start. */
const STOP_WITHIN_MS = 3_000;

/** Looks for mails that are due, on every replica, beside everything else: a mail server that hangs holds up mails alone. */
@Injectable()
export class MailSupervisor implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('MailSupervisor');
  private timer: NodeJS.Timeout | undefined;
  private readonly stopping = new AbortController();
  private round = Promise.resolve();

  constructor(
    private readonly sendMails: SendMails,
    private readonly mails: MailWanted,
  ) {}

  onApplicationBootstrap(): void {
    if (this.mails.wanted) this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    await Promise.race([this.round, delay(STOP_WITHIN_MS, undefined, { ref: false })]);
  }

  private schedule(): void {
    if (this.stopping.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.round = this.look().finally(() => this.schedule());
    }, MAIL_ROUND_MS);
  }

  private async look(): Promise<void> {
    try {
      await this.sendMails.execute(this.stopping.signal);
    } catch (error) {
      this.logger.warn({ msg: 'could not send mails; will look again', err: error });
    }
  }
}
