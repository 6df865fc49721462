import type { RestaurantGrpc, TicketEvents } from '@ftgo/restaurant-api';
import type { OutgoingCall } from '../remote/outgoing-call.ts';

/** The restaurant service as the gateway needs it. Calls throw the service's Refusal, or a RemoteFailure. */
export abstract class RestaurantService {
  abstract verifyCredentials(request: RestaurantGrpc.VerifyCredentialsRequest, call: OutgoingCall): Promise<RestaurantGrpc.VerifyCredentialsResponse>;
  abstract listRestaurants(request: RestaurantGrpc.ListRestaurantsRequest, call: OutgoingCall): Promise<RestaurantGrpc.ListRestaurantsResponse>;
  abstract getRestaurant(restaurantId: string, call: OutgoingCall): Promise<RestaurantGrpc.Restaurant>;
  abstract createRestaurant(request: RestaurantGrpc.CreateRestaurantRequest, call: OutgoingCall): Promise<RestaurantGrpc.Restaurant>;
  abstract replaceMenu(request: RestaurantGrpc.ReplaceMenuRequest, call: OutgoingCall): Promise<RestaurantGrpc.Restaurant>;
  abstract replaceOpeningHours(request: RestaurantGrpc.ReplaceOpeningHoursRequest, call: OutgoingCall): Promise<RestaurantGrpc.Restaurant>;
  abstract setCapacity(request: RestaurantGrpc.SetCapacityRequest, call: OutgoingCall): Promise<RestaurantGrpc.Restaurant>;
  abstract listTickets(request: RestaurantGrpc.ListTicketsRequest, call: OutgoingCall): Promise<RestaurantGrpc.ListTicketsResponse>;
  abstract acceptTicket(request: RestaurantGrpc.AcceptTicketRequest, call: OutgoingCall): Promise<TicketEvents.Ticket>;
  abstract rejectTicket(request: RestaurantGrpc.RejectTicketRequest, call: OutgoingCall): Promise<TicketEvents.Ticket>;
  abstract startPreparation(request: RestaurantGrpc.StartPreparationRequest, call: OutgoingCall): Promise<TicketEvents.Ticket>;
  abstract finishPreparation(request: RestaurantGrpc.FinishPreparationRequest, call: OutgoingCall): Promise<TicketEvents.Ticket>;
  abstract getTicket(orderId: string, call: OutgoingCall): Promise<TicketEvents.Ticket>;
  abstract getBooks(call: OutgoingCall, deadlineMs: number): Promise<RestaurantGrpc.Books>;
}
