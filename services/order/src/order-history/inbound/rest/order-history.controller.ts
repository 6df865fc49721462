import { OrderHistoryGrpc } from '@ftgo/order-api';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller, Get, Query } from '@nestjs/common';
import { OrderHistoryQueries } from '../../application/ports/order-history-queries.ts';
import { ordersOf } from '../grpc/order-history-page.ts';

interface Wish {
  readonly state?: string;
  readonly from?: string;
  readonly to?: string;
  readonly q?: string;
  readonly limit?: string;
  readonly after?: string;
}

/** The same query as over gRPC, for people and tools that speak REST. */
@Controller('v1/orders')
export class OrderHistoryRestController {
  constructor(private readonly queries: OrderHistoryQueries) {}

  @Get()
  async list(@Call() call: CallInfo, @Query() { limit, after, ...wish }: Wish): Promise<unknown> {
    const caller = call.require('consumer', 'restaurant', 'operator');
    const request = OrderHistoryGrpc.ListOrdersRequest.fromJSON({ ...wish, page: { limit: Number(limit) || 0, after } });
    return OrderHistoryGrpc.ListOrdersResponse.toJSON(await ordersOf(this.queries, caller, request));
  }
}
