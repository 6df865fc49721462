import type { ConsumerGrpc } from '@ftgo/consumer-api';
import type { DeliveryGrpc } from '@ftgo/delivery-api';
import type { OrderGrpc } from '@ftgo/order-api';
import type { RestaurantGrpc } from '@ftgo/restaurant-api';
import { Check, countIn, minorUnitsIn } from './check.ts';

/** What each service's books say; undefined where it could not be asked. */
export interface ServiceBooks {
  readonly order: OrderGrpc.Books | undefined;
  readonly consumer: ConsumerGrpc.Books | undefined;
  readonly restaurant: RestaurantGrpc.Books | undefined;
  readonly delivery: DeliveryGrpc.Books | undefined;
}

/** They take up room in their kitchens. */
const OPEN_TICKETS = ['CREATE_PENDING', 'AWAITING_ACCEPTANCE', 'ACCEPTED', 'CANCEL_PENDING', 'REVISION_PENDING', 'PREPARING'];
/** A ticket stays as it is once the courier has it. */
const LASTING_TICKETS = [...OPEN_TICKETS, 'READY_FOR_PICKUP', 'PICKED_UP'];
const LASTING_ORDERS = ['APPROVED', 'DELIVERED'];

/** Not at the door yet, and not given up. */
const LIVE_DELIVERIES = ['PENDING', 'OFFERED', 'SCHEDULED', 'CANCEL_PENDING', 'PICKED_UP'];

/** A saga of theirs is under way, so the others may be ahead of the order or behind it. */
const UNSETTLED_ORDERS = ['APPROVAL_PENDING', 'CANCEL_PENDING', 'REVISION_PENDING'];

export const pendingOrders = (order: OrderGrpc.Books | undefined): number =>
  order ? countIn(order.byState, ({ orders }) => orders, UNSETTLED_ORDERS) : 0;

/** What must hold between the books, each as a sentence with its two sides. */
export function checksOf({ order, consumer, restaurant, delivery }: ServiceBooks): readonly Check[] {
  const pending = pendingOrders(order);
  const approved = order && countIn(order.byState, ({ orders }) => orders, ['APPROVED']);
  const lasting = order && countIn(order.byState, ({ orders }) => orders, LASTING_ORDERS);
  const lastingTotal = order && minorUnitsIn(order.byState, LASTING_ORDERS);
  const authorizedTotal = consumer && minorUnitsIn(consumer.byState, ['AUTHORIZED']);
  const paidForTotal = consumer && minorUnitsIn(consumer.byState, ['AUTHORIZED', 'CHARGED']);
  const openTickets = restaurant && countIn(restaurant.byState, ({ tickets }) => tickets, OPEN_TICKETS);
  const lastingTickets = restaurant && countIn(restaurant.byState, ({ tickets }) => tickets, LASTING_TICKETS);
  const liveDeliveries = delivery && countIn(delivery.byState, ({ deliveries }) => deliveries, LIVE_DELIVERIES);
  const deadLetters = [order, consumer, restaurant, delivery].map((books) => books?.deadLetters);
  const allDeadLetters = deadLetters.every((each) => each !== undefined) ? deadLetters.reduce((a, b) => a + b, 0) : undefined;
  return [
    Check.equal('what accounts hold is what is authorized', consumer && (consumer.held?.amount ?? 0), authorizedTotal),
    Check.equal('what kitchens count as open is their open tickets', restaurant?.openTickets, openTickets),
    Check.equalOnceSettled('what is authorized or charged is the total of the approved and the delivered orders', paidForTotal, lastingTotal, pending),
    Check.equalOnceSettled('each approved or delivered order has a ticket, and no other', lastingTickets, lasting, pending),
    Check.equalOnceSettled('each approved order has a delivery, and no other', liveDeliveries, approved, pending),
    Check.equal('there are no dead letters', allDeadLetters, allDeadLetters === undefined ? undefined : 0),
  ];
}
