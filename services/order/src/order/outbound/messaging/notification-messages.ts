import { consumerCommands } from '@ftgo/consumer-api';
import { type OutgoingMessage, message } from '@ftgo/envelope';
import type { OrderEvent } from '../../domain/order-event.ts';
import { messageOf } from './order-messages.ts';

/** What the consumer is told of; of everything else they see the order. */
const kinds: Readonly<Partial<Record<OrderEvent['type'], string>>> = {
  OrderApproved: 'ORDER_APPROVED',
  OrderRejected: 'ORDER_REJECTED',
  OrderCancelled: 'ORDER_CANCELLED',
  OrderCancelRefused: 'CANCEL_REFUSED',
  OrderRevised: 'ORDER_REVISED',
  OrderRevisionRefused: 'REVISION_REFUSED',
  OrderDelivered: 'ORDER_DELIVERED',
};

/** The event for everybody, and the command that tells the consumer: nobody answers it, and the order does not wait for it (S4). */
export function messagesOf(event: OrderEvent): OutgoingMessage[] {
  const kind = kinds[event.type];
  if (!kind) return [messageOf(event)];
  const { id: orderId, consumerId } = event.order;
  return [messageOf(event), message(consumerCommands.NotifyConsumer, orderId, { orderId, consumerId, kind, detail: detailOf(event) })];
}

function detailOf(event: OrderEvent): string {
  if (event.type === 'OrderRejected' || event.type === 'OrderCancelled') return event.order.detail;
  return 'saga' in event ? event.saga.refusal.detail : '';
}
