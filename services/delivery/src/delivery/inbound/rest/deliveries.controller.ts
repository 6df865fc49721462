import type { DeliveryGrpc } from '@ftgo/delivery-api';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller, Get, Param } from '@nestjs/common';
import { GetDelivery } from '../../application/index.ts';
import { documentOf } from '../grpc/delivery-document.ts';
import { whoAsks } from '../who-asks.ts';

/** The same query as over gRPC, for people and tools that speak REST. */
@Controller('v1/deliveries')
export class DeliveriesController {
  constructor(private readonly getDelivery: GetDelivery) {}

  @Get(':orderId')
  async get(@Param('orderId') orderId: string, @Call() call: CallInfo): Promise<DeliveryGrpc.Delivery> {
    return documentOf(await this.getDelivery.execute(orderId, whoAsks(call)));
  }
}
