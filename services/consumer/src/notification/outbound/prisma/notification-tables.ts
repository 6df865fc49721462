import type { AggregateTable, Row } from '@ftgo/write-path';
import type { Mail } from '../../domain/mail.ts';
import type { Notification, NotificationBox } from '../../domain/notification.ts';

export const boxTable: AggregateTable<NotificationBox> = {
  table: 'notification_boxes',
  columns: { last: 'integer' },
  toRow: ({ last }) => ({ last }),
  fromRow: ({ last }) => ({ last: last as number }),
};

export const notificationTable: AggregateTable<Notification> = {
  table: 'notifications',
  columns: {
    consumer_id: 'uuid',
    number: 'integer',
    order_id: 'uuid',
    kind: 'text',
    text: 'text',
    happened_at: 'timestamptz',
    mail_state: 'text',
    mail_attempts: 'integer',
    mail_due_at: 'timestamptz',
    mail_detail: 'text',
  },
  toRow: ({ consumerId, number, orderId, kind, text, happenedAt, mail }) => ({
    consumer_id: consumerId,
    number,
    order_id: orderId,
    kind,
    text,
    happened_at: happenedAt.toISOString(),
    mail_state: mail.state,
    mail_attempts: 'attempts' in mail ? mail.attempts : 0,
    mail_due_at: 'dueAt' in mail ? mail.dueAt.toISOString() : null,
    mail_detail: 'detail' in mail ? mail.detail : null,
  }),
  fromRow: notificationIn,
};

/** A row of `notifications`, whichever way it was read: times as ISO strings or as dates. */
export function notificationIn(row: Row, id: string): Notification {
  return {
    id,
    consumerId: row['consumer_id'] as string,
    number: row['number'] as number,
    orderId: row['order_id'] as string,
    kind: row['kind'] as string,
    text: row['text'] as string,
    happenedAt: new Date(row['happened_at'] as string | Date),
    mail: mailIn(row),
  };
}

function mailIn(row: Row): Mail {
  const state = row['mail_state'] as Mail['state'];
  const attempts = row['mail_attempts'] as number;
  const detail = row['mail_detail'] as string | null;
  switch (state) {
    case 'NONE':
      return { state };
    case 'PENDING':
      return { state, attempts, dueAt: new Date(row['mail_due_at'] as string | Date), ...(detail && { detail }) };
    case 'SENT':
      return { state, attempts };
    case 'FAILED':
      return { state, attempts, detail: detail! };
    default:
      throw new TypeError(`a mail is in an unknown state, ${state satisfies never}`);
  }
}
