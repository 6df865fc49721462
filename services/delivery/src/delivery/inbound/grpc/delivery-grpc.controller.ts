import type { DeliveryGrpc } from '@ftgo/delivery-api';
import { OutboxRelay } from '@ftgo/outbox';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { GetDelivery } from '../../application/index.ts';
import { DeliveryView } from '../../application/ports/delivery-view.ts';
import { consumerWhoAsks } from '../consumer-who-asks.ts';
import { documentOf } from './delivery-document.ts';

const SERVICE = 'DeliveryService';

@Controller()
export class DeliveryGrpcController {
  constructor(
    private readonly getDelivery: GetDelivery,
    private readonly view: DeliveryView,
    private readonly relay: OutboxRelay,
  ) {}

  @GrpcMethod(SERVICE, 'GetDelivery')
  async get(@Payload() { orderId }: DeliveryGrpc.GetDeliveryRequest, @Call() call: CallInfo): Promise<DeliveryGrpc.Delivery> {
    return documentOf(await this.getDelivery.execute(orderId, consumerWhoAsks(call)));
  }

  @GrpcMethod(SERVICE, 'GetBooks')
  async books(@Payload() _: DeliveryGrpc.GetBooksRequest, @Call() call: CallInfo): Promise<DeliveryGrpc.Books> {
    call.require('operator');
    const { byState, deadLetters } = await this.view.books();
    return { byState: [...byState], outboxUnsent: this.relay.status().backlog ?? 0, deadLetters };
  }
}
