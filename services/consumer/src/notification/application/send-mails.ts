import { Injectable, Logger } from '@nestjs/common';
import { type MailPatience, attempt, failed, refused, sent } from '../domain/mail.ts';
import type { Notification } from '../domain/notification.ts';
import { NotificationRepository } from '../domain/notification-repository.ts';
import { AddressBook } from './ports/address-book.ts';
import { MailRefused, MailServer } from './ports/mail-server.ts';
import { NotificationQueries } from './ports/notification-queries.ts';

/** Mails under way at once: a server that hangs holds up no more. */
const SIDE_BY_SIDE = 4;

/** How mails are sent: how patiently, and how many in one round. */
export class MailPace {
  constructor(
    readonly perRound: number,
    readonly patience: MailPatience,
  ) {}
}

@Injectable()
export class SendMails {
  private readonly logger = new Logger('SendMails');

  constructor(
    private readonly notifications: NotificationRepository,
    private readonly queries: NotificationQueries,
    private readonly addresses: AddressBook,
    private readonly server: MailServer,
    private readonly pace: MailPace,
  ) {}

  /** Sends what is due, until the signal aborts. Safe on every replica at once: an attempt is taken by one of them. */
  async execute(signal?: AbortSignal): Promise<void> {
    const due = [...(await this.queries.dueMails(new Date(), this.pace.perRound))];
    const lane = async (): Promise<void> => {
      for (let id = due.shift(); id && !signal?.aborted; id = due.shift()) await this.send(id);
    };
    const ended = await Promise.allSettled(Array.from({ length: SIDE_BY_SIDE }, lane));
    const fault = ended.find((each) => each.status === 'rejected');
    if (fault) throw fault.reason;
  }

  private async send(id: string): Promise<void> {
    const { patience } = this.pace;
    const now = new Date();
    const taken = await this.notifications.updateMail(id, (mail) => attempt(mail, now, patience));
    if (taken?.mail.state !== 'PENDING') return;
    try {
      await this.server.send(await this.mailOf(taken));
    } catch (error) {
      return this.note(taken, error as Error, new Date());
    }
    // Who falls here has sent a mail and says so nowhere: it is sent again, under the same Message-ID.
    await this.notifications.updateMail(id, sent);
    this.logger.log({ msg: 'mailed', notificationId: id, orderId: taken.orderId, kind: taken.kind });
  }

  private async note({ id, orderId }: Notification, error: Error, now: Date): Promise<void> {
    const { message: detail } = error;
    const isFinal = error instanceof MailRefused;
    const left = await this.notifications.updateMail(id, (mail) => (isFinal ? refused(mail, detail) : failed(mail, detail, now, this.pace.patience)));
    if (left?.mail.state === 'FAILED') this.logger.error({ msg: 'A mail is given up', notificationId: id, orderId, detail });
  }

  private async mailOf({ id, consumerId, orderId, kind, text, happenedAt }: Notification) {
    const to = await this.addresses.find(consumerId);
    if (!to) throw new MailRefused(`There is no consumer ${consumerId}`);
    const subject = `Your FTGO order: ${kind.toLowerCase().replaceAll('_', ' ')}`;
    return { id, orderId, to, subject, text: `Dear ${to.name},\n\n${text}\n\nOrder ${orderId}\n`, date: happenedAt };
  }
}
