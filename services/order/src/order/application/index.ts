// What the order module can do.
export { CancelOrder } from './cancel-order.ts';
export { CreateOrder, CreationDeadline } from './create-order.ts';
export { ExpireOrders } from './expire-orders.ts';
export { FollowMenu } from './follow-menu.ts';
export { SettleOrder } from './settle-order.ts';
