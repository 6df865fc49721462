import { messageTypes } from '@ftgo/envelope';
import {
  RestaurantCapacityChanged,
  RestaurantCreated,
  RestaurantMenuChanged,
  RestaurantOpeningHoursChanged,
} from '../generated/ftgo/restaurant/v1/restaurant_events.ts';
import {
  BeginCancelTicket,
  BeginReviseTicket,
  ConfirmCancelTicket,
  ConfirmReviseTicket,
  UndoBeginCancelTicket,
  UndoBeginReviseTicket,
} from '../generated/ftgo/ticket/v1/ticket_commands.ts';
import {
  TicketAccepted,
  TicketCancelled,
  TicketConfirmed,
  TicketCreated,
  TicketCreationFailed,
  TicketPickedUp,
  TicketPreparationStarted,
  TicketReadyForPickup,
  TicketRejected,
} from '../generated/ftgo/ticket/v1/ticket_events.ts';

/** Keyed by the restaurant's id. */
export const restaurantEvents = messageTypes('ftgo.restaurant.events', {
  RestaurantCreated,
  RestaurantMenuChanged,
  RestaurantOpeningHoursChanged,
  RestaurantCapacityChanged,
});

/** Keyed by the order's id. */
export const ticketEvents = messageTypes('ftgo.ticket.events', {
  TicketCreated,
  TicketCreationFailed,
  TicketConfirmed,
  TicketAccepted,
  TicketRejected,
  TicketPreparationStarted,
  TicketReadyForPickup,
  TicketPickedUp,
  TicketCancelled,
});

/** Keyed by the order's id. */
export const restaurantCommands = messageTypes('ftgo.restaurant.commands', {
  BeginCancelTicket,
  UndoBeginCancelTicket,
  ConfirmCancelTicket,
  BeginReviseTicket,
  UndoBeginReviseTicket,
  ConfirmReviseTicket,
});

export * as RestaurantEvents from '../generated/ftgo/restaurant/v1/restaurant_events.ts';
export * as RestaurantGrpc from '../generated/ftgo/restaurant/v1/restaurant_service.ts';
export * as TicketCommands from '../generated/ftgo/ticket/v1/ticket_commands.ts';
export * as TicketEvents from '../generated/ftgo/ticket/v1/ticket_events.ts';
export type * from '../generated/ftgo/values/v1/values.ts';
