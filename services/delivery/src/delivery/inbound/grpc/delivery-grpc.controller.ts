import type { DeliveryGrpc } from '@ftgo/delivery-api';
import { OutboxRelay } from '@ftgo/outbox';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import type { Observable } from 'rxjs';
import { BringOrder, GetDelivery } from '../../application/index.ts';
import { DeliveryView } from '../../application/ports/delivery-view.ts';
import { whoAsks } from '../who-asks.ts';
import { documentOf } from './delivery-document.ts';
import { DeliveryWatchers } from './delivery-watchers.ts';

const SERVICE = 'DeliveryService';

@Controller()
export class DeliveryGrpcController {
  constructor(
    private readonly getDelivery: GetDelivery,
    private readonly bringOrder: BringOrder,
    private readonly watchers: DeliveryWatchers,
    private readonly view: DeliveryView,
    private readonly relay: OutboxRelay,
  ) {}

  @GrpcMethod(SERVICE, 'GetDelivery')
  async get(@Payload() { orderId, at }: DeliveryGrpc.GetDeliveryRequest, @Call() call: CallInfo): Promise<DeliveryGrpc.Delivery> {
    const asker = whoAsks(call);
    return documentOf(await (at ? this.getDelivery.at(orderId, at, asker) : this.getDelivery.execute(orderId, asker)));
  }

  @GrpcMethod(SERVICE, 'GetDeliveryHistory')
  async history(@Payload() { orderId }: DeliveryGrpc.GetDeliveryHistoryRequest, @Call() call: CallInfo): Promise<DeliveryGrpc.DeliveryHistory> {
    call.require('operator');
    const entries = await this.getDelivery.history(orderId);
    return {
      entries: entries.map(({ data, correlationId = '', causationId = '', ...entry }) => ({ ...entry, data: JSON.stringify(data), correlationId, causationId })),
    };
  }

  @GrpcMethod(SERVICE, 'TrackDelivery')
  async track(@Payload() { orderId, afterVersion }: DeliveryGrpc.TrackDeliveryRequest, @Call() call: CallInfo): Promise<Observable<DeliveryGrpc.Delivery>> {
    const asker = whoAsks(call);
    await this.getDelivery.execute(orderId, asker);
    return this.watchers.track(orderId, afterVersion, asker);
  }

  @GrpcMethod(SERVICE, 'PickUp')
  async pickUp(@Payload() request: DeliveryGrpc.PickUpRequest, @Call() call: CallInfo): Promise<DeliveryGrpc.Delivery> {
    const { id: courierId } = call.require('courier');
    await this.bringOrder.pickUp(request.orderId, courierId, call.causeOf(request));
    return documentOf(await this.getDelivery.execute(request.orderId, { courierId }));
  }

  @GrpcMethod(SERVICE, 'Deliver')
  async deliver(@Payload() request: DeliveryGrpc.DeliverRequest, @Call() call: CallInfo): Promise<DeliveryGrpc.Delivery> {
    const { id: courierId } = call.require('courier');
    await this.bringOrder.deliver(request.orderId, courierId, call.causeOf(request));
    return documentOf(await this.getDelivery.execute(request.orderId, { courierId }));
  }

  @GrpcMethod(SERVICE, 'GetBooks')
  async books(@Payload() _: DeliveryGrpc.GetBooksRequest, @Call() call: CallInfo): Promise<DeliveryGrpc.Books> {
    call.require('operator');
    const { byState, deadLetters } = await this.view.books();
    return { byState: [...byState], outboxUnsent: this.relay.status().backlog ?? 0, deadLetters };
  }
}
