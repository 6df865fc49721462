// What the delivery module can do.
export { FollowOrder } from './follow-order.ts';
export { GetDelivery } from './get-delivery.ts';
