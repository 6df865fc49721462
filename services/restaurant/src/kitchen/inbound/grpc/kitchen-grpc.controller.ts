import { OutboxRelay } from '@ftgo/outbox';
import type { RestaurantGrpc, TicketEvents } from '@ftgo/restaurant-api';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { requireOwnRestaurant } from '../../../own-restaurant.ts';
import { pageOf } from '../../../page.ts';
import { TicketQueries } from '../../application/ports/ticket-queries.ts';
import { ticketDocument, ticketPageDocument } from '../ticket-document.ts';
import { visibleTicket } from '../visible-ticket.ts';

const SERVICE = 'RestaurantService';

@Controller()
export class KitchenGrpcController {
  constructor(
    private readonly queries: TicketQueries,
    private readonly relay: OutboxRelay,
  ) {}

  @GrpcMethod(SERVICE, 'ListTickets')
  async list(@Payload() request: RestaurantGrpc.ListTicketsRequest, @Call() call: CallInfo): Promise<RestaurantGrpc.ListTicketsResponse> {
    requireOwnRestaurant(call, request.restaurantId);
    const { limit, after } = pageOf(request.page?.limit, request.page?.after);
    return ticketPageDocument(await this.queries.toAccept(request.restaurantId, limit, after));
  }

  @GrpcMethod(SERVICE, 'GetTicket')
  async get(@Payload() { orderId }: RestaurantGrpc.GetTicketRequest, @Call() call: CallInfo): Promise<TicketEvents.Ticket> {
    return ticketDocument(await visibleTicket(this.queries, orderId, call));
  }

  @GrpcMethod(SERVICE, 'GetBooks')
  async books(@Payload() _: RestaurantGrpc.GetBooksRequest, @Call() call: CallInfo): Promise<RestaurantGrpc.Books> {
    call.require('operator');
    const { byState, openTickets, deadLetters } = await this.queries.books();
    return { byState: [...byState], openTickets, outboxUnsent: this.relay.status().backlog ?? 0, deadLetters };
  }
}
