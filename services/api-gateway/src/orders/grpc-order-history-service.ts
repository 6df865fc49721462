import { OrderHistoryGrpc } from '@ftgo/order-api';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { RemoteService } from '../remote/remote-service.ts';
import { OrderHistoryService } from './order-history-service.ts';

export class GrpcOrderHistoryService extends OrderHistoryService {
  private readonly remote: RemoteService;

  constructor(
    private readonly client: OrderHistoryGrpc.OrderHistoryServiceClient,
    deadlineMs: number,
  ) {
    super();
    this.remote = new RemoteService('order', deadlineMs);
  }

  override listOrders(request: OrderHistoryGrpc.ListOrdersRequest, call: OutgoingCall): Promise<OrderHistoryGrpc.ListOrdersResponse> {
    return this.remote.ask<OrderHistoryGrpc.ListOrdersRequest, OrderHistoryGrpc.ListOrdersResponse>((...args) => this.client.listOrders(...args), request, call);
  }
}
