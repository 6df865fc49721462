import type { ConsumerGrpc } from '@ftgo/consumer-api';
import type { Notification } from '../../domain/notification.ts';

export const documentOf = ({ id, mail, ...told }: Notification): ConsumerGrpc.Notification => ({
  notificationId: id,
  ...told,
  mail: {
    state: mail.state,
    attempts: 'attempts' in mail ? mail.attempts : 0,
    detail: ('detail' in mail && mail.detail) || '',
  },
});
