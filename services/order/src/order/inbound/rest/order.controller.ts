import { OrderGrpc } from '@ftgo/order-api';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller, Get, Param } from '@nestjs/common';
import { existing, owned } from '../../application/ownership.ts';
import { OrderQueries } from '../../application/ports/order-queries.ts';
import { documentOf } from '../grpc/order-document.ts';

/** The same query as over gRPC, for people and tools that speak REST. */
@Controller('v1/orders')
export class OrderRestController {
  constructor(private readonly queries: OrderQueries) {}

  @Get(':orderId')
  async get(@Param('orderId') orderId: string, @Call() call: CallInfo): Promise<unknown> {
    const caller = call.require();
    return OrderGrpc.Order.toJSON(documentOf(owned(await this.queries.find(existing(orderId)), orderId, caller)));
  }
}
