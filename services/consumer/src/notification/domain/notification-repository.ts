import type { MessageCause } from '@ftgo/write-path';
import type { Mail } from './mail.ts';
import type { Notification, NotificationBox } from './notification.ts';

export abstract class NotificationRepository {
  /** Keeps a new notification and the consumer's numbering in one commit. */
  abstract add(
    id: string,
    consumerId: string,
    decide: (box: NotificationBox | undefined) => { readonly box: NotificationBox; readonly notification: Notification },
    cause: MessageCause,
  ): Promise<void>;

  /** @returns the notification if the change changed its mail; undefined where it left it as it is, or there is none. */
  abstract updateMail(id: string, change: (mail: Mail) => Mail): Promise<Notification | undefined>;
}
