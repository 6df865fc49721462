import type {
  ApprovedOrder,
  CancelledOrder,
  CancellingOrder,
  DeliveredOrder,
  LockedOrder,
  PendingOrder,
  RejectedOrder,
  RevisingOrder,
} from './order.ts';
import type { RefusedSaga } from './saga/saga.ts';

/** What happened to an order, with the order as it is afterwards. */
export type OrderEvent =
  | { readonly type: 'OrderCreated'; readonly order: PendingOrder }
  | { readonly type: 'OrderApproved'; readonly order: ApprovedOrder }
  | { readonly type: 'OrderRejected'; readonly order: RejectedOrder }
  | { readonly type: 'OrderCancelRequested'; readonly order: CancellingOrder }
  | { readonly type: 'OrderCancelRefused'; readonly order: ApprovedOrder; readonly saga: RefusedSaga }
  | { readonly type: 'OrderCancelled'; readonly order: CancelledOrder }
  | { readonly type: 'OrderRevisionRequested'; readonly order: RevisingOrder }
  | { readonly type: 'OrderRevisionRefused'; readonly order: ApprovedOrder; readonly saga: RefusedSaga }
  | { readonly type: 'OrderRevised'; readonly order: ApprovedOrder; readonly sagaId: string }
  | { readonly type: 'OrderDelivered'; readonly order: DeliveredOrder }
  /** A participant is asked for the step that the order's saga now waits for. */
  | { readonly type: 'StepAsked'; readonly order: LockedOrder };
