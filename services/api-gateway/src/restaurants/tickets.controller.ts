import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Only } from '../http/access.guard.ts';
import { id, next, pageOf } from '../http/fields.ts';
import { IdempotencyKey, Passed } from '../http/request.ts';
import { valid } from '../http/valid.ts';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { ticketDocument } from './restaurant-document.ts';
import {
  type AcceptTicket,
  type RejectTicket,
  type TicketQuery,
  acceptTicket,
  finishPreparation,
  rejectTicket,
  startPreparation,
  ticketQuery,
} from './restaurant-requests.ts';
import { RestaurantService } from './restaurant-service.ts';

@Controller('v1')
export class TicketsController {
  constructor(private readonly restaurants: RestaurantService) {}

  @Get('restaurants/:restaurantId/tickets')
  @Only(['restaurant', 'operator'])
  async list(
    @Param('restaurantId', valid(id, 'path')) restaurantId: string,
    @Query(valid(ticketQuery, 'query')) { state, ...page }: TicketQuery,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    const { tickets, nextAfter } = await this.restaurants.listTickets({ restaurantId, state: state ?? '', page: pageOf(page) }, call);
    return { tickets: tickets.map(ticketDocument), ...next(nextAfter) };
  }

  @Get('tickets/:ticketId')
  async get(@Param('ticketId', valid(id, 'path')) orderId: string, @Passed() call: OutgoingCall): Promise<unknown> {
    return ticketDocument(await this.restaurants.getTicket(orderId, call));
  }

  @Post('tickets/:ticketId/accept')
  @HttpCode(200)
  @Only(['restaurant'])
  async accept(
    @Param('ticketId', valid(id, 'path')) orderId: string,
    @Body(valid(acceptTicket, 'body')) { readyBy }: AcceptTicket,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return ticketDocument(await this.restaurants.acceptTicket({ orderId, readyBy: new Date(readyBy), idempotencyKey }, call));
  }

  @Post('tickets/:ticketId/reject')
  @HttpCode(200)
  @Only(['restaurant'])
  async reject(
    @Param('ticketId', valid(id, 'path')) orderId: string,
    @Body(valid(rejectTicket, 'body')) { reason }: RejectTicket,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return ticketDocument(await this.restaurants.rejectTicket({ orderId, reason, idempotencyKey }, call));
  }

  @Post('tickets/:ticketId/preparing')
  @HttpCode(200)
  @Only(['restaurant'])
  async start(
    @Param('ticketId', valid(id, 'path')) orderId: string,
    @Body(valid(startPreparation, 'body')) _: unknown,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return ticketDocument(await this.restaurants.startPreparation({ orderId, idempotencyKey }, call));
  }

  @Post('tickets/:ticketId/ready')
  @HttpCode(200)
  @Only(['restaurant'])
  async finish(
    @Param('ticketId', valid(id, 'path')) orderId: string,
    @Body(valid(finishPreparation, 'body')) _: unknown,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return ticketDocument(await this.restaurants.finishPreparation({ orderId, idempotencyKey }, call));
  }
}
