// What the delivery module can do.
export { CancelWithSaga } from './cancel-with-saga.ts';
export { FollowOrder } from './follow-order.ts';
export { GetDelivery } from './get-delivery.ts';
