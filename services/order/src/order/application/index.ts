// What the order module can do.
export { AdvanceSaga } from './advance-saga.ts';
export { CancelOrder } from './cancel-order.ts';
export { CreateOrder, CreationDeadline } from './create-order.ts';
export { FollowMenu } from './follow-menu.ts';
export { Intervene } from './intervene.ts';
export { KeepDeadlines } from './keep-deadlines.ts';
export { ReviseOrder } from './revise-order.ts';
export { SettleOrder } from './settle-order.ts';
