import { type OutgoingMessage, message } from '@ftgo/envelope';
import { orderEvents } from '@ftgo/order-api';
import type { LineItem, PricedLines } from '../../domain/line-items.ts';
import type { OrderEvent } from '../../domain/order-event.ts';
import { commandOf } from './saga-commands.ts';

/** The order module's events in the published language. */
export function messageOf(event: OrderEvent): OutgoingMessage {
  const { id: orderId, consumerId, restaurantId } = event.order;
  const ids = { orderId, consumerId, restaurantId };
  switch (event.type) {
    case 'OrderCreated': {
      const { deliveryAddress, deliveryTime, createdAt } = event.order;
      return message(orderEvents.OrderCreated, orderId, { ...ids, ...linesOf(event.order), deliveryAddress, deliveryTime, createdAt });
    }
    case 'OrderApproved': {
      const { deliveryAddress, deliveryTime } = event.order;
      return message(orderEvents.OrderApproved, orderId, { ...ids, deliveryAddress, deliveryTime });
    }
    case 'OrderRejected':
    case 'OrderCancelled': {
      const { reason, detail } = event.order;
      return message(orderEvents[event.type], orderId, { ...ids, reason, detail });
    }
    case 'OrderCancelRequested':
      return message(orderEvents.OrderCancelRequested, orderId, { ...ids, sagaId: event.order.saga.id });
    case 'OrderCancelRefused':
    case 'OrderRevisionRefused':
      return message(orderEvents[event.type], orderId, { ...ids, sagaId: event.saga.id, ...event.saga.refusal });
    case 'OrderRevisionRequested': {
      const { saga, revision } = event.order;
      return message(orderEvents.OrderRevisionRequested, orderId, { ...ids, sagaId: saga.id, ...linesOf(revision) });
    }
    case 'OrderRevised':
      return message(orderEvents.OrderRevised, orderId, { ...ids, sagaId: event.sagaId, ...linesOf(event.order) });
    case 'OrderDelivered':
      return message(orderEvents.OrderDelivered, orderId, ids);
    case 'StepAsked':
      return commandOf(event.order);
  }
}

const linesOf = ({ lineItems, orderTotal }: PricedLines) => ({ lineItems: lineItems as LineItem[], orderTotal });
