import { RestaurantGrpc, type TicketEvents } from '@ftgo/restaurant-api';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { PASSWORD_DEADLINE_MS, RemoteService } from '../remote/remote-service.ts';
import { RestaurantService } from './restaurant-service.ts';

export class GrpcRestaurantService extends RestaurantService {
  private readonly remote: RemoteService;

  constructor(
    private readonly client: RestaurantGrpc.RestaurantServiceClient,
    deadlineMs: number,
  ) {
    super();
    this.remote = new RemoteService('restaurant', deadlineMs);
  }

  override verifyCredentials(request: RestaurantGrpc.VerifyCredentialsRequest, call: OutgoingCall): Promise<RestaurantGrpc.VerifyCredentialsResponse> {
    return this.remote.ask<RestaurantGrpc.VerifyCredentialsRequest, RestaurantGrpc.VerifyCredentialsResponse>(
      (...args) => this.client.verifyCredentials(...args),
      request,
      call,
      PASSWORD_DEADLINE_MS,
    );
  }

  override listRestaurants(request: RestaurantGrpc.ListRestaurantsRequest, call: OutgoingCall): Promise<RestaurantGrpc.ListRestaurantsResponse> {
    return this.remote.ask<RestaurantGrpc.ListRestaurantsRequest, RestaurantGrpc.ListRestaurantsResponse>(
      (...args) => this.client.listRestaurants(...args),
      request,
      call,
    );
  }

  override getRestaurant(restaurantId: string, call: OutgoingCall): Promise<RestaurantGrpc.Restaurant> {
    return this.askOne<RestaurantGrpc.GetRestaurantRequest>((...args) => this.client.getRestaurant(...args), { restaurantId }, call);
  }

  override createRestaurant(request: RestaurantGrpc.CreateRestaurantRequest, call: OutgoingCall): Promise<RestaurantGrpc.Restaurant> {
    return this.askOne<RestaurantGrpc.CreateRestaurantRequest>((...args) => this.client.createRestaurant(...args), request, call, PASSWORD_DEADLINE_MS);
  }

  override replaceMenu(request: RestaurantGrpc.ReplaceMenuRequest, call: OutgoingCall): Promise<RestaurantGrpc.Restaurant> {
    return this.askOne<RestaurantGrpc.ReplaceMenuRequest>((...args) => this.client.replaceMenu(...args), request, call);
  }

  override replaceOpeningHours(request: RestaurantGrpc.ReplaceOpeningHoursRequest, call: OutgoingCall): Promise<RestaurantGrpc.Restaurant> {
    return this.askOne<RestaurantGrpc.ReplaceOpeningHoursRequest>((...args) => this.client.replaceOpeningHours(...args), request, call);
  }

  override setCapacity(request: RestaurantGrpc.SetCapacityRequest, call: OutgoingCall): Promise<RestaurantGrpc.Restaurant> {
    return this.askOne<RestaurantGrpc.SetCapacityRequest>((...args) => this.client.setCapacity(...args), request, call);
  }

  override listTickets(request: RestaurantGrpc.ListTicketsRequest, call: OutgoingCall): Promise<RestaurantGrpc.ListTicketsResponse> {
    return this.remote.ask<RestaurantGrpc.ListTicketsRequest, RestaurantGrpc.ListTicketsResponse>((...args) => this.client.listTickets(...args), request, call);
  }

  override acceptTicket(request: RestaurantGrpc.AcceptTicketRequest, call: OutgoingCall): Promise<TicketEvents.Ticket> {
    return this.remote.ask<RestaurantGrpc.AcceptTicketRequest, TicketEvents.Ticket>((...args) => this.client.acceptTicket(...args), request, call);
  }

  override rejectTicket(request: RestaurantGrpc.RejectTicketRequest, call: OutgoingCall): Promise<TicketEvents.Ticket> {
    return this.remote.ask<RestaurantGrpc.RejectTicketRequest, TicketEvents.Ticket>((...args) => this.client.rejectTicket(...args), request, call);
  }

  override startPreparation(request: RestaurantGrpc.StartPreparationRequest, call: OutgoingCall): Promise<TicketEvents.Ticket> {
    return this.remote.ask<RestaurantGrpc.StartPreparationRequest, TicketEvents.Ticket>((...args) => this.client.startPreparation(...args), request, call);
  }

  override finishPreparation(request: RestaurantGrpc.FinishPreparationRequest, call: OutgoingCall): Promise<TicketEvents.Ticket> {
    return this.remote.ask<RestaurantGrpc.FinishPreparationRequest, TicketEvents.Ticket>((...args) => this.client.finishPreparation(...args), request, call);
  }

  override getTicket(orderId: string, call: OutgoingCall): Promise<TicketEvents.Ticket> {
    return this.remote.ask<RestaurantGrpc.GetTicketRequest, TicketEvents.Ticket>((...args) => this.client.getTicket(...args), { orderId }, call);
  }

  override getBooks(call: OutgoingCall, deadlineMs: number): Promise<RestaurantGrpc.Books> {
    return this.remote.ask<RestaurantGrpc.GetBooksRequest, RestaurantGrpc.Books>((...args) => this.client.getBooks(...args), {}, call, deadlineMs);
  }

  private askOne<Q>(...asked: Parameters<typeof this.remote.ask<Q, RestaurantGrpc.Restaurant>>): Promise<RestaurantGrpc.Restaurant> {
    return this.remote.ask(...asked);
  }
}
