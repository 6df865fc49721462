import type { RestaurantGrpc, TicketEvents } from '@ftgo/restaurant-api';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { requireOwnRestaurant } from '../../../own-restaurant.ts';
import { TicketQueries } from '../../application/ports/ticket-queries.ts';
import { ticketDocument, ticketPageDocument } from '../ticket-document.ts';
import { ticketsWanted } from '../tickets-wanted.ts';
import { visibleTicket } from '../visible-ticket.ts';

@Controller('v1')
export class TicketRestController {
  constructor(private readonly queries: TicketQueries) {}

  @Get('restaurants/:id/tickets')
  async list(
    @Param('id') id: string,
    @Call() call: CallInfo,
    @Query('limit') limit?: string,
    @Query('after') after?: string,
    @Query('state') state?: string,
  ): Promise<RestaurantGrpc.ListTicketsResponse> {
    requireOwnRestaurant(call, id);
    const wanted = ticketsWanted({ state, limit: limit === undefined ? undefined : Number(limit), after });
    return ticketPageDocument(await this.queries.inHand(id, wanted));
  }

  @Get('tickets/:id')
  async get(@Param('id') id: string, @Call() call: CallInfo): Promise<TicketEvents.Ticket> {
    return ticketDocument(await visibleTicket(this.queries, id, call));
  }
}
