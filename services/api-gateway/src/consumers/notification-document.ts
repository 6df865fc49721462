import type { ConsumerGrpc } from '@ftgo/consumer-api';

/** A notification as the public API answers it. */
export const notificationDocument = ({ notificationId, number, orderId, kind, text, happenedAt, mail }: ConsumerGrpc.Notification) => ({
  notificationId,
  number,
  orderId,
  kind,
  text,
  happenedAt,
  mail: { state: mail?.state ?? 'NONE', attempts: mail?.attempts ?? 0, detail: mail?.detail || undefined },
});
