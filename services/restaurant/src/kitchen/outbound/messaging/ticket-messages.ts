import { type OutgoingMessage, message } from '@ftgo/envelope';
import { ticketEvents } from '@ftgo/restaurant-api';
import type { TicketEvent } from '../../domain/ticket-event.ts';

/** What the world is told of a ticket: each event of the domain as a message of the published language, keyed by the order. */
export function ticketMessage(event: TicketEvent): OutgoingMessage {
  const { orderId, restaurantId } = event;
  switch (event.type) {
    case 'TicketCreated':
      return message(ticketEvents.TicketCreated, orderId, { orderId, restaurantId });
    case 'TicketCreationFailed': {
      const { reason, detail } = event;
      return message(ticketEvents.TicketCreationFailed, orderId, { orderId, restaurantId, reason, detail });
    }
    case 'TicketConfirmed':
      return message(ticketEvents.TicketConfirmed, orderId, { orderId, restaurantId });
    case 'TicketAccepted':
      return message(ticketEvents.TicketAccepted, orderId, { orderId, restaurantId, readyBy: event.readyBy });
    case 'TicketRejected':
      return message(ticketEvents.TicketRejected, orderId, { orderId, restaurantId, reason: event.reason });
    case 'TicketPreparationStarted':
      return message(ticketEvents.TicketPreparationStarted, orderId, { orderId, restaurantId });
    case 'TicketReadyForPickup':
      return message(ticketEvents.TicketReadyForPickup, orderId, { orderId, restaurantId });
    case 'TicketPickedUp':
      return message(ticketEvents.TicketPickedUp, orderId, { orderId, restaurantId });
    case 'TicketCancelled':
      return message(ticketEvents.TicketCancelled, orderId, { orderId, restaurantId });
    default:
      return unknownEvent(event);
  }
}

function unknownEvent(event: never): never {
  throw new Error(`No message for ${JSON.stringify(event)}`);
}
