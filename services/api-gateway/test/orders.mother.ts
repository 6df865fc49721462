import type { OrderGrpc, OrderHistoryGrpc, SagaGrpc } from '@ftgo/order-api';
import { AJANTA, JANE, ORDER } from './neighbourhood.ts';

export const VINDALOO = '0192f000-0000-7000-8000-00000000d001';

export const janesAddress = { street: '9 Amazing View', city: 'Oakland', zip: '94612', lat: 37.8044, lng: -122.2712 };

export const janesWish = {
  restaurantId: AJANTA,
  lineItems: [{ menuItemId: VINDALOO, quantity: 2 }],
  deliveryAddress: janesAddress,
};

export const janesOrder: OrderGrpc.Order = {
  orderId: ORDER,
  consumerId: JANE,
  restaurantId: AJANTA,
  state: 'APPROVAL_PENDING',
  lineItems: [{ menuItemId: VINDALOO, name: 'Chicken Vindaloo', price: { amount: 1234, currency: 'USD' }, quantity: 2 }],
  orderTotal: { amount: 2468, currency: 'USD' },
  deliveryAddress: janesAddress,
  deliveryTime: undefined,
  createdAt: new Date('2026-11-21T12:00:00.000Z'),
  version: 1,
  reason: '',
  detail: '',
  approvalDeadline: new Date('2026-11-21T12:05:00.000Z'),
  saga: undefined,
};

export const janesPastOrder: OrderHistoryGrpc.OrderSummary = {
  orderId: ORDER,
  consumerId: JANE,
  restaurantId: AJANTA,
  restaurantName: 'Ajanta',
  state: 'APPROVED',
  lineItems: janesOrder.lineItems,
  orderTotal: janesOrder.orderTotal,
  createdAt: janesOrder.createdAt,
  deliveryTime: undefined,
  reason: '',
  detail: '',
  ticketState: 'ACCEPTED',
  readyBy: new Date('2026-11-21T12:40:00.000Z'),
  deliveryState: 'PENDING',
};

export const SAGA = '0192f000-0000-7000-8000-00000000b001';

export const janesCancellation: OrderGrpc.OrderSaga = {
  sagaId: SAGA,
  kind: 'CANCEL',
  state: 'RUNNING',
  requestedAt: new Date('2026-11-21T12:01:00.000Z'),
  step: 'BEGIN_CANCEL_TICKET',
  attempt: 1,
  reason: '',
  detail: '',
  lineItems: [],
  orderTotal: undefined,
};

export const janesRevision: OrderGrpc.OrderSaga = {
  ...janesCancellation,
  kind: 'REVISE',
  state: 'UNDOING',
  step: 'UNDO_BEGIN_REVISE_TICKET',
  reason: 'CREDIT_LIMIT_EXCEEDED',
  detail: 'The limit is 50.00 USD.',
  lineItems: janesOrder.lineItems,
  orderTotal: janesOrder.orderTotal,
};

export const stuckCancellation: SagaGrpc.Saga = {
  saga: { ...janesCancellation, step: 'REVERSE_AUTHORIZATION', attempt: 6 },
  orderId: ORDER,
  consumerId: JANE,
  restaurantId: AJANTA,
  orderState: 'CANCEL_PENDING',
  participant: 'consumer',
  dueAt: new Date('2026-11-21T12:10:00.000Z'),
  stuckSince: new Date('2026-11-21T12:04:00.000Z'),
  stuckReason: 'PARTICIPANT_SILENT',
  stuckDetail: 'The consumer service did not answer REVERSE_AUTHORIZATION in 4 attempts.',
  mayBeCompensated: false,
  toUndo: [],
  facts: ['TicketRejected'],
  interventions: [
    {
      interventionId: '0192f000-0000-7000-8000-0000000000e1',
      sagaId: SAGA,
      action: 'RETRY',
      step: 'REVERSE_AUTHORIZATION',
      by: '00000000-0000-7000-8000-00000000feed',
      at: new Date('2026-11-21T12:05:00.000Z'),
      reason: 'It is up again.',
    },
  ],
};
