import { type AggregateRef, type MessageCause, WritePath } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Mail } from '../../domain/mail.ts';
import type { Notification, NotificationBox } from '../../domain/notification.ts';
import { NotificationRepository } from '../../domain/notification-repository.ts';
import { boxTable, notificationTable } from './notification-tables.ts';

const boxOf = (id: string): AggregateRef<NotificationBox> => ({ table: boxTable, id });
const notificationOf = (id: string): AggregateRef<Notification> => ({ table: notificationTable, id });

@Injectable()
export class StoredNotifications extends NotificationRepository {
  constructor(private readonly writePath: WritePath) {
    super();
  }

  add(
    id: string,
    consumerId: string,
    decide: (box: NotificationBox | undefined) => { readonly box: NotificationBox; readonly notification: Notification },
    cause: MessageCause,
  ): Promise<void> {
    return this.writePath.update(
      [boxOf(consumerId), { ...notificationOf(id), likelyNew: true }],
      (given) => {
        const { box, notification } = decide(given);
        return { states: [box, notification] };
      },
      cause,
    );
  }

  updateMail(id: string, change: (mail: Mail) => Mail): Promise<Notification | undefined> {
    return this.writePath.update(
      [notificationOf(id)],
      (notification) => {
        const mail = notification && change(notification.mail);
        if (!mail || mail === notification.mail) return {};
        const changed: Notification = { ...notification, mail };
        return { states: [changed], answer: changed };
      },
      { kind: 'timer', correlationId: uuidv7() },
    );
  }
}
