import type { ApprovedOrder, CancelledOrder, PendingOrder, RejectedOrder } from './order.ts';

/** What happened to an order, with the order as it is afterwards. */
export type OrderEvent =
  | { readonly type: 'OrderCreated'; readonly order: PendingOrder }
  | { readonly type: 'OrderApproved'; readonly order: ApprovedOrder }
  | { readonly type: 'OrderRejected'; readonly order: RejectedOrder }
  | { readonly type: 'OrderCancelled'; readonly order: CancelledOrder };
