import { Body, Controller, Get, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Only } from '../http/access.guard.ts';
import { id } from '../http/fields.ts';
import { IdempotencyKey, Passed } from '../http/request.ts';
import { valid } from '../http/valid.ts';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { courierDocument, offersDocument, planDocument } from './delivery-document.ts';
import { type CreateCourier, type ReportPosition, type SetAvailability, createCourier, isoWeek, reportPosition, setAvailability } from './delivery-requests.ts';
import { DeliveryService } from './delivery-service.ts';

@Controller('v1/couriers')
export class CouriersController {
  constructor(private readonly deliveries: DeliveryService) {}

  @Post()
  @Only(['operator'])
  async create(
    @Body(valid(createCourier, 'body')) person: CreateCourier,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const courier = await this.deliveries.createCourier({ ...person, idempotencyKey }, call);
    void reply.header('location', `/v1/couriers/${courier.courierId}`);
    return courierDocument(courier);
  }

  @Get(':courierId')
  @Only(['courier', 'operator'])
  async get(@Param('courierId', valid(id, 'path')) courierId: string, @Passed() call: OutgoingCall): Promise<unknown> {
    return courierDocument(await this.deliveries.getCourier(courierId, call));
  }

  @Put(':courierId/availability')
  @Only(['courier', 'operator'])
  async setAvailability(
    @Param('courierId', valid(id, 'path')) courierId: string,
    @Body(valid(setAvailability, 'body')) { available }: SetAvailability,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return courierDocument(await this.deliveries.setAvailability({ courierId, available, idempotencyKey }, call));
  }

  @Get(':courierId/offers')
  @Only(['courier', 'operator'])
  async offers(@Param('courierId', valid(id, 'path')) courierId: string, @Passed() call: OutgoingCall): Promise<unknown> {
    return offersDocument(await this.deliveries.listOffers(courierId, call));
  }

  @Get(':courierId/plan')
  @Only(['courier', 'operator'])
  async plan(@Param('courierId', valid(id, 'path')) courierId: string, @Passed() call: OutgoingCall): Promise<unknown> {
    return planDocument(await this.deliveries.getPlan(courierId, call));
  }

  @Get(':courierId/weeks/:week')
  @Only(['courier', 'operator'])
  week(
    @Param('courierId', valid(id, 'path')) courierId: string,
    @Param('week', valid(isoWeek, 'path')) week: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return this.deliveries.getCourierWeek({ courierId, week }, call);
  }

  @Post(':courierId/positions')
  @HttpCode(202)
  @Only(['courier'])
  async reportPosition(
    @Param('courierId', valid(id, 'path')) courierId: string,
    @Body(valid(reportPosition, 'body')) place: ReportPosition,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    await this.deliveries.reportPosition({ courierId, ...place }, call);
    return {};
  }
}
