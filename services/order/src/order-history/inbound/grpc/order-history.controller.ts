import type { OrderHistoryGrpc } from '@ftgo/order-api';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { OrderHistoryQueries } from '../../application/ports/order-history-queries.ts';
import { ordersOf } from './order-history-page.ts';

@Controller()
export class OrderHistoryGrpcController {
  constructor(private readonly queries: OrderHistoryQueries) {}

  @GrpcMethod('OrderHistoryService', 'ListOrders')
  list(@Payload() request: OrderHistoryGrpc.ListOrdersRequest, @Call() call: CallInfo): Promise<OrderHistoryGrpc.ListOrdersResponse> {
    return ordersOf(this.queries, call.require('consumer', 'restaurant', 'operator'), request);
  }
}
