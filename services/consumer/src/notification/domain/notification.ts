import type { Mail } from './mail.ts';
import { type News, inWords } from './news.ts';

/** What a consumer was told. */
export interface Notification {
  readonly id: string;
  readonly consumerId: string;
  /** Per consumer, from 1, without gaps and in the order in which they were kept: a reader knows what is missing. */
  readonly number: number;
  readonly orderId: string;
  readonly kind: string;
  readonly text: string;
  readonly happenedAt: Date;
  readonly mail: Mail;
}

/** A consumer's notifications are numbered by it. */
export interface NotificationBox {
  readonly last: number;
}

/** Tells a consumer something. With mails, it goes by mail as well where it is worth one. */
export function notify(
  box: NotificationBox | undefined,
  id: string,
  news: News,
  { mails, now }: { readonly mails: boolean; readonly now: Date },
): { readonly box: NotificationBox; readonly notification: Notification } {
  const number = (box?.last ?? 0) + 1;
  const { text, mailed } = inWords(news);
  const { consumerId, orderId, kind, happenedAt } = news;
  const mail: Mail = mails && mailed ? { state: 'PENDING', attempts: 0, dueAt: now } : { state: 'NONE' };
  return { box: { last: number }, notification: { id, consumerId, number, orderId, kind, text, happenedAt, mail } };
}
