import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller, Get, Param } from '@nestjs/common';
import { DeliveryUseCases } from '../../application/delivery-use-cases.ts';
import { consumerWhoAsks } from '../consumer-who-asks.ts';

@Controller('/v1/deliveries')
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveryUseCases) {}

  @Get(':id')
  async get(@Param('id') id: string, @Call() call: CallInfo) {
    const { delivery, version } = await this.deliveries.getDelivery.run(id, consumerWhoAsks(call));
    const { orderId, ...document } = delivery;
    return { id: orderId, ...document, version };
  }
}
