import { type MessageCause, PassingFault } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { v5 as uuidv5, validate as isUuid } from 'uuid';
import { type News, isWorded } from '../domain/news.ts';
import { notify } from '../domain/notification.ts';
import { NotificationRepository } from '../domain/notification-repository.ts';
import { NotificationQueries } from './ports/notification-queries.ts';

/** Whether notifications go by mail as well. */
export class MailWanted {
  constructor(readonly wanted: boolean) {}
}

/** How long news of an order wait for its approval, counted from when this instance could have heard of it. */
const NEWS_FOR_MS = 60_000;

/** Names what a stranger's message without a UUID is told as. */
const NAMESPACE = '5f0f6d2a-3f0e-4c55-9d0f-0a6f6d0c7e11';

@Injectable()
export class NotifyConsumer {
  private readonly hearingSince = Date.now();

  constructor(
    private readonly notifications: NotificationRepository,
    private readonly queries: NotificationQueries,
    private readonly mails: MailWanted,
  ) {}

  /** The notification's id is the message's, so that it is the same however often it is handled. */
  async execute(news: News, cause: MessageCause): Promise<void> {
    const id = isUuid(cause.message.id) ? cause.message.id : uuidv5(cause.message.id, NAMESPACE);
    const surroundings = { mails: this.mails.wanted, now: new Date() };
    await this.notifications.add(id, news.consumerId, (box) => notify(box, id, news, surroundings), cause);
  }

  /**
   * News of an order by somebody who does not say whose it is. What there are no words for is not told, nor old news of an order that
   * nobody was told of: this module is younger than some orders.
   *
   * @throws PassingFault where nobody has been told of the order yet: its approval is on its way here.
   */
  async ofOrder(news: Omit<News, 'consumerId'>, cause: MessageCause): Promise<void> {
    if (!isWorded(news.kind)) return;
    const consumerId = await this.queries.consumerOf(news.orderId);
    const waiting = Date.now() - Math.max(news.happenedAt.getTime(), this.hearingSince);
    if (!consumerId && waiting > NEWS_FOR_MS) return;
    if (!consumerId) throw new PassingFault(`nobody has been told of order ${news.orderId} yet`);
    await this.execute({ ...news, consumerId }, cause);
  }
}
