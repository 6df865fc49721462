import { consumerEvents } from '@ftgo/consumer-api';
import { message, type OutgoingMessage } from '@ftgo/envelope';
import type { ConsumerEvent, Verification } from '../../domain/consumer-event.ts';

/** The consumer module's events in the published language: a consumer's own keyed by it, an order's verification by the order. */
export function messageOf(event: ConsumerEvent | Verification): OutgoingMessage {
  switch (event.type) {
    case 'ConsumerCreated':
      return message(consumerEvents.ConsumerCreated, event.consumerId, event);
    case 'ConsumerStatusChanged':
      return message(consumerEvents.ConsumerStatusChanged, event.consumerId, event);
    case 'ConsumerVerified':
      return message(consumerEvents.ConsumerVerified, event.orderId, event);
    case 'ConsumerVerificationFailed':
      return message(consumerEvents.ConsumerVerificationFailed, event.orderId, event);
    default:
      return event satisfies never;
  }
}
