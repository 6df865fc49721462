import type { Ending } from './order-story.ts';
import type { Stage } from './stage.ts';

/** What must be true of an order that was approved. */
export function checkApproved({ narrator, kitchen }: Stage, { order, account, ticket, delivery }: Ending, orders = 1): void {
  narrator.check('the order is APPROVED', order.state === 'APPROVED', `it is ${order.state} ${order.reason ?? ''}`);
  const total = order.orderTotal.amount * orders;
  narrator.check('its amount is held on the account', account?.held.amount === total, `${account?.held.amount} of ${total} cents`);
  narrator.check(`the kitchen of ${kitchen.name} sees the ticket`, ticket === 'AWAITING_ACCEPTANCE', `it is ${ticket}`);
  narrator.check('a delivery is waiting to be planned', delivery === 'PENDING', `it is ${delivery}`);
}

/** What must be true of an order that was rejected: nothing of it is left. */
export function checkRejected({ narrator }: Stage, { order, account, ticket, delivery }: Ending, reason: string, heldBefore = 0): void {
  narrator.check(`the order is REJECTED with ${reason}`, order.state === 'REJECTED' && order.reason === reason, `it is ${order.state} ${order.reason ?? ''}`);
  const held = account?.held.amount ?? 0;
  narrator.check('nothing is held for it', held === heldBefore, `${held} cents are held`);
  narrator.check('no kitchen prepares it', ['none', 'REFUSED', 'CANCELLED'].includes(ticket), `the ticket is ${ticket}`);
  narrator.check('nobody will bring it', ['none', 'CANCELLED'].includes(delivery), `the delivery is ${delivery}`);
}

/** Each of these types passed for the order, and each message once, however often it was sent. */
export function checkMessages({ narrator, wiretap }: Stage, orderId: string, types: readonly string[]): void {
  const ids = new Map<string, Set<string>>();
  for (const { type, id } of wiretap.of(orderId)) ids.set(type, (ids.get(type) ?? new Set()).add(id));
  const missing = types.filter((type) => !ids.has(type));
  const doubled = [...ids].filter(([, each]) => each.size > 1).map(([type, each]) => `${type} ${each.size} times`);
  narrator.check('every step was taken, and taken once', missing.length + doubled.length === 0, [...missing.map((type) => `no ${type}`), ...doubled].join(', '));
}

export const STEPS_TO_APPROVAL = [
  'OrderCreated',
  'ConsumerVerified',
  'TicketCreated',
  'AccountAuthorized',
  'OrderApproved',
  'TicketConfirmed',
  'DeliveryCreated',
];

export const STEPS_OF_UNDOING = ['OrderRejected', 'TicketCancelled', 'AuthorizationReversed', 'DeliveryCancelled'];
