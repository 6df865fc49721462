import { OutboxRelay } from '@ftgo/outbox';
import type { RestaurantGrpc, TicketEvents } from '@ftgo/restaurant-api';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { requireOwnRestaurant } from '../../../own-restaurant.ts';
import { PrepareTickets } from '../../application/prepare-tickets.ts';
import { TicketQueries } from '../../application/ports/ticket-queries.ts';
import { ReadyByOutOfRange } from '../../domain/ticket-refusals.ts';
import { ownTicket } from '../own-ticket.ts';
import { ticketDocument, ticketPageDocument } from '../ticket-document.ts';
import { ticketsWanted } from '../tickets-wanted.ts';
import { visibleTicket } from '../visible-ticket.ts';

const SERVICE = 'RestaurantService';

@Controller()
export class KitchenGrpcController {
  constructor(
    private readonly queries: TicketQueries,
    private readonly prepareTickets: PrepareTickets,
    private readonly relay: OutboxRelay,
  ) {}

  @GrpcMethod(SERVICE, 'ListTickets')
  async list(@Payload() request: RestaurantGrpc.ListTicketsRequest, @Call() call: CallInfo): Promise<RestaurantGrpc.ListTicketsResponse> {
    requireOwnRestaurant(call, request.restaurantId);
    const wanted = ticketsWanted({ state: request.state, limit: request.page?.limit, after: request.page?.after });
    return ticketPageDocument(await this.queries.inHand(request.restaurantId, wanted));
  }

  @GrpcMethod(SERVICE, 'GetTicket')
  async get(@Payload() { orderId }: RestaurantGrpc.GetTicketRequest, @Call() call: CallInfo): Promise<TicketEvents.Ticket> {
    return ticketDocument(await visibleTicket(this.queries, orderId, call));
  }

  @GrpcMethod(SERVICE, 'AcceptTicket')
  async accept(@Payload() request: RestaurantGrpc.AcceptTicketRequest, @Call() call: CallInfo): Promise<TicketEvents.Ticket> {
    const own = ownTicket(call, request.orderId);
    if (!request.readyBy) throw new ReadyByOutOfRange('Who accepts a ticket says when the food is ready.');
    return ticketDocument(await this.prepareTickets.accept(own, request.readyBy, call.causeOf(request)));
  }

  @GrpcMethod(SERVICE, 'RejectTicket')
  async reject(@Payload() request: RestaurantGrpc.RejectTicketRequest, @Call() call: CallInfo): Promise<TicketEvents.Ticket> {
    return ticketDocument(await this.prepareTickets.reject(ownTicket(call, request.orderId), request.reason, call.causeOf(request)));
  }

  @GrpcMethod(SERVICE, 'StartPreparation')
  async start(@Payload() request: RestaurantGrpc.StartPreparationRequest, @Call() call: CallInfo): Promise<TicketEvents.Ticket> {
    return ticketDocument(await this.prepareTickets.start(ownTicket(call, request.orderId), call.causeOf(request)));
  }

  @GrpcMethod(SERVICE, 'FinishPreparation')
  async finish(@Payload() request: RestaurantGrpc.FinishPreparationRequest, @Call() call: CallInfo): Promise<TicketEvents.Ticket> {
    return ticketDocument(await this.prepareTickets.finish(ownTicket(call, request.orderId), call.causeOf(request)));
  }

  @GrpcMethod(SERVICE, 'GetBooks')
  async books(@Payload() _: RestaurantGrpc.GetBooksRequest, @Call() call: CallInfo): Promise<RestaurantGrpc.Books> {
    call.require('operator');
    const { byState, openTickets, deadLetters } = await this.queries.books();
    return { byState: [...byState], openTickets, outboxUnsent: this.relay.status().backlog ?? 0, deadLetters };
  }
}
