import type { BooksDocument } from './documents.ts';
import { eventually } from './eventually.ts';
import type { Ending, OrderStory } from './order-story.ts';
import type { Stage } from './stage.ts';
import type { SeenMessage } from './wiretap.ts';

/** What must be true of an order that was approved. */
export function checkApproved({ narrator, kitchen }: Stage, { order, account, ticket, delivery }: Ending, orders = 1, seenAs = 'AWAITING_ACCEPTANCE'): void {
  narrator.check('the order is APPROVED', order.state === 'APPROVED', `it is ${order.state} ${order.reason ?? ''}`);
  const total = order.orderTotal.amount * orders;
  narrator.check('its amount is held on the account', account?.held.amount === total, `${account?.held.amount} of ${total} cents`);
  narrator.check(`the kitchen of ${kitchen.name} sees the ticket as ${seenAs}`, ticket === seenAs, `it is ${ticket}`);
  narrator.check('a delivery is waiting to be planned', ['PENDING', 'OFFERED'].includes(delivery), `it is ${delivery}`);
}

/** What must be true of an order that was rejected. */
export const checkRejected = (stage: Stage, ending: Ending, reason: string, heldBefore = 0): void => checkUndone(stage, ending, 'REJECTED', reason, heldBefore);

/** What must be true of an order that came to nothing: none of it is left. */
export function checkUndone({ narrator }: Stage, { order, account, ticket, delivery }: Ending, state: string, reason: string, heldBefore = 0): void {
  narrator.check(`the order is ${state} with ${reason}`, order.state === state && order.reason === reason, `it is ${order.state} ${order.reason ?? ''}`);
  const held = account?.held.amount ?? 0;
  narrator.check('nothing is held for it', held === heldBefore, `${held} cents are held`);
  narrator.check('no kitchen prepares it', ['none', 'REFUSED', 'CANCELLED'].includes(ticket), `the ticket is ${ticket}`);
  narrator.check('nobody will bring it', ['none', 'CANCELLED', 'FAILED'].includes(delivery), `the delivery is ${delivery}`);
}

/** The operator's books: sums of money and stuck orders, over all services. They may need a moment while others order. */
export async function checkBooks({ narrator, operator }: Stage): Promise<void> {
  const books = () => operator.get<BooksDocument>('/v1/operations/books');
  const balanced = await eventually('the books to balance', async () => (await books()).balanced || undefined).catch(() => false);
  const faults = balanced ? [] : (await books()).checks.filter(({ ok }) => !ok);
  narrator.blank();
  narrator.check('the books of all services balance', balanced, faults.map(({ name, detail }) => `${name}: ${detail}`).join('; '));
}

/** Each of these types passed for each order, and each message once, however often it was sent. */
export function checkMessages({ narrator, wiretap }: Stage, orders: readonly OrderStory[], types: readonly string[]): void {
  const faults = orders.flatMap(({ id }) => {
    const counts = new Map<string, number>();
    const seen = wiretap.of(id).filter(({ again }) => !again);
    for (const message of seen) counts.set(whatIs(message), (counts.get(whatIs(message)) ?? 0) + 1);
    const missing = types.filter((type) => !seen.some((message) => message.type === type)).map((type) => `no ${type}`);
    return [...missing, ...[...counts].filter(([, count]) => count > 1).map(([type, count]) => `${type} ${count} times`)];
  });
  narrator.check('every step was taken, and taken once', faults.length === 0, faults.join(', '));
}

/** A consumer is told one thing after the other, and a saga asks and is answered step by step, again where nobody answers in time. */
function whatIs({ type, body }: SeenMessage): string {
  return [type, body?.kind, body?.saga?.step, body?.saga?.attempt].filter(Boolean).join(' ');
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
