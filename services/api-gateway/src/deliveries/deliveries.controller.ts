import type { DeliveryGrpc } from '@ftgo/delivery-api';
import { Body, Controller, Get, Param, Post, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Only } from '../http/access.guard.ts';
import { addressDocument } from '../http/documents.ts';
import { id } from '../http/fields.ts';
import { IdempotencyKey, Passed } from '../http/request.ts';
import { valid } from '../http/valid.ts';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { type CreateCourier, type SetAvailability, createCourier, setAvailability } from './delivery-requests.ts';
import { DeliveryService } from './delivery-service.ts';

@Controller('v1')
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveryService) {}

  @Post('couriers')
  @Only(['operator'])
  async createCourier(
    @Body(valid(createCourier, 'body')) person: CreateCourier,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const courier = await this.deliveries.createCourier({ ...person, idempotencyKey }, call);
    void reply.header('location', `/v1/couriers/${courier.courierId}`);
    return courierDocument(courier);
  }

  @Get('couriers/:courierId')
  @Only(['courier', 'operator'])
  async courier(@Param('courierId', valid(id, 'path')) courierId: string, @Passed() call: OutgoingCall): Promise<unknown> {
    return courierDocument(await this.deliveries.getCourier(courierId, call));
  }

  @Put('couriers/:courierId/availability')
  @Only(['courier', 'operator'])
  async setAvailability(
    @Param('courierId', valid(id, 'path')) courierId: string,
    @Body(valid(setAvailability, 'body')) { available }: SetAvailability,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return courierDocument(await this.deliveries.setAvailability({ courierId, available, idempotencyKey }, call));
  }

  @Get('deliveries/:deliveryId')
  async delivery(@Param('deliveryId', valid(id, 'path')) orderId: string, @Passed() call: OutgoingCall): Promise<unknown> {
    return deliveryDocument(await this.deliveries.getDelivery(orderId, call));
  }
}

const courierDocument = ({ courierId, name, email, available }: DeliveryGrpc.Courier) => ({ courierId, name, email, available });

const deliveryDocument = ({ orderId, consumerId, restaurantId, state, deliveryAddress, version }: DeliveryGrpc.Delivery) => ({
  orderId,
  // The tombstone of an order that was rejected before the delivery heard of it knows no more than its id.
  consumerId: consumerId || undefined,
  restaurantId: restaurantId || undefined,
  state,
  deliveryAddress: deliveryAddress && addressDocument(deliveryAddress),
  version,
});
