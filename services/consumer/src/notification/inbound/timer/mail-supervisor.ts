import { Supervisor } from '@ftgo/service-runtime';
import { Injectable } from '@nestjs/common';
import { MailWanted, SendMails } from '../../application/index.ts';

export const MAIL_ROUND_MS = 500;
/** What a mail server that hangs has not answered by then is sent again by another instance, or the next start. */
const STOP_WITHIN_MS = 3_000;

/** Looks for mails that are due, on every replica, beside everything else: a mail server that hangs holds up mails alone. */
@Injectable()
export class MailSupervisor extends Supervisor {
  constructor(
    sendMails: SendMails,
    private readonly mails: MailWanted,
  ) {
    super((_, stopping) => sendMails.execute(stopping), MAIL_ROUND_MS, STOP_WITHIN_MS);
  }

  override onApplicationBootstrap(): void {
    if (this.mails.wanted) super.onApplicationBootstrap();
  }
}
