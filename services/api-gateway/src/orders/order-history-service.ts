import type { OrderHistoryGrpc } from '@ftgo/order-api';
import type { OutgoingCall } from '../remote/outgoing-call.ts';

/** The history of orders as the gateway needs it. Calls throw the service's Refusal, or a RemoteFailure. */
export abstract class OrderHistoryService {
  abstract listOrders(request: OrderHistoryGrpc.ListOrdersRequest, call: OutgoingCall): Promise<OrderHistoryGrpc.ListOrdersResponse>;
}
