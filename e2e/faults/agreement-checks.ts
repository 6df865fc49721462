// What the services say of an order must agree, and what they count must come to the same.
import { type Rule, byId, rule } from './rule.ts';

type Part = 'ticket' | 'authorization' | 'delivery';

/** How far the restaurant has come with it. */
const LIVE_TICKETS = ['AWAITING_ACCEPTANCE', 'ACCEPTED', 'PREPARING', 'READY_FOR_PICKUP', 'PICKED_UP'];

/** Accepted tickets are offered to couriers, and wait for one where there is none. */
const LIVE_DELIVERIES = ['PENDING', 'OFFERED', 'SCHEDULED', 'PICKED_UP'];

/** How the others stand once the order has decided. */
const endings: Readonly<Record<string, Readonly<Record<Part, readonly string[]>>>> = {
  APPROVED: { ticket: LIVE_TICKETS, authorization: ['AUTHORIZED'], delivery: LIVE_DELIVERIES },
  REJECTED: { ticket: ['CANCELLED'], authorization: ['REVERSED'], delivery: ['CANCELLED'] },
  // Nobody brings it also where nobody could be found who would.
  CANCELLED: { ticket: ['CANCELLED'], authorization: ['REVERSED'], delivery: ['CANCELLED', 'FAILED'] },
  DELIVERED: { ticket: ['PICKED_UP'], authorization: ['CHARGED'], delivery: ['DELIVERED'] },
};

const everyoneAgreesOnTheOrder = rule('wrong', 'ticket, authorization and delivery follow the order', (evidence) => {
  const tickets = byId(evidence.tickets);
  const authorizations = byId(evidence.authorizations);
  const deliveries = byId(evidence.deliveries);
  return evidence.orders.flatMap(({ id, state, total, consumer }) => {
    const ending = endings[state];
    if (!ending) return [];
    const held = authorizations.get(id);
    const seen: Record<Part, string> = { ticket: tickets.get(id)?.state ?? 'none', authorization: held?.state ?? 'none', delivery: deliveries.get(id)?.state ?? 'none' };
    const differ = (Object.keys(ending) as Part[]).filter((part) => !ending[part].includes(seen[part]));
    const says = differ.map((part) => `its ${part} is ${seen[part]}, not ${ending[part].join(' or ')}`);
    if ((held?.state === 'AUTHORIZED' || held?.state === 'CHARGED') && (held.amount !== total || held.account !== consumer)) {
      says.push(`${held.amount} is ${held.state} on the account ${held.account}, not its ${total} on ${consumer}`);
    }
    return says.length > 0 ? [{ says: `it is ${state}: ${says.join(', ')}`, orderId: id }] : [];
  });
});

/** Those that are open count for accounts and kitchens; what somebody has cancelled is worth nothing to anybody. */
const ordersAreWorthTheirLines = rule('wrong', 'an order costs what its lines cost', ({ orders }) =>
  orders.filter(({ total, worth }) => total !== worth).map(({ id, total, worth, lines }) => ({ says: `it costs ${total}, its lines come to ${worth}: ${lines}`, orderId: id })),
);

const ticketsHaveTheLinesOfTheirOrders = rule('wrong', 'a ticket has the lines of its order', ({ orders, tickets }) => {
  const ordered = byId(orders);
  return tickets.flatMap(({ id, state, lines }) => {
    const order = ordered.get(id);
    if ((order?.state !== 'APPROVED' && order?.state !== 'DELIVERED') || order.lines === lines) return [];
    return [{ says: `its ticket is ${state} and has ${lines}, not ${order.lines}`, orderId: id }];
  });
});

const nothingWithoutItsOrder = rule('wrong', 'nothing is there without its order', ({ orders, tickets, authorizations, deliveries }) => {
  const there = new Set(orders.map(({ id }) => id));
  return Object.entries({ ticket: tickets, authorization: authorizations, delivery: deliveries }).flatMap(([part, rows]) =>
    rows.filter(({ id }) => !there.has(id)).map(({ id }) => ({ says: `there is a ${part} and no order`, orderId: id })),
  );
});

const accountsHoldWhatIsOpen = rule('wrong', 'an account holds the sum of its open orders, within its limit, and owes nothing', ({ accounts, orders }) => {
  const open = sumBy(orders.filter(({ state }) => state === 'APPROVED'), ({ consumer }) => consumer, ({ total }) => total);
  return accounts.flatMap(({ id, held, limit, owed }) => [
    ...(owed === 0 ? [] : [{ says: `account ${id} owes ${owed} that is not settled` }]),
    ...(held === (open.get(id) ?? 0) ? [] : [{ says: `account ${id} holds ${held}, its open orders come to ${open.get(id) ?? 0}` }]),
    ...(held <= limit ? [] : [{ says: `account ${id} holds ${held} of a limit of ${limit}` }]),
  ]);
});

const TAKING_UP_ROOM: readonly string[] = ['CREATE_PENDING', 'AWAITING_ACCEPTANCE', 'ACCEPTED', 'CANCEL_PENDING', 'REVISION_PENDING', 'PREPARING'];

const kitchensCountWhatIsOpen = rule('wrong', 'a kitchen counts its open tickets, within its capacity', ({ kitchens, tickets }) => {
  const open = sumBy(tickets.filter(({ state }) => TAKING_UP_ROOM.includes(state)), ({ restaurant }) => restaurant, () => 1);
  return kitchens.flatMap(({ id, open: counted, capacity }) => [
    ...(counted === (open.get(id) ?? 0) ? [] : [{ says: `kitchen ${id} counts ${counted} open tickets and has ${open.get(id) ?? 0}` }]),
    ...(capacity === null || counted <= capacity ? [] : [{ says: `kitchen ${id} has ${counted} open tickets and a capacity of ${capacity}` }]),
  ]);
});

/** The view is made of what the others tell: at rest it says the same as they. */
const theHistoryTellsTheSame = rule('wrong', 'the history says what order, kitchen and delivery say', (evidence) => {
  const history = byId(evidence.history);
  const [tickets, deliveries] = [byId(evidence.tickets), byId(evidence.deliveries)];
  return evidence.orders.flatMap(({ id, state, total, lines }) => {
    const shown = history.get(id);
    if (!shown) return [{ says: 'it is not in the history', orderId: id }];
    const [ticket, delivery] = [tickets.get(id)?.state, deliveries.get(id)?.state];
    const differ = [
      ...(shown.state === state ? [] : [`${shown.state}, not ${state}`]),
      ...(shown.total === total && shown.lines === lines ? [] : [`${shown.total} for ${shown.lines}, not ${total} for ${lines}`]),
      // A ticket is shown from its confirmation on, and a lock is nobody's news.
      ...(shown.ticket === null || ticket === undefined || shown.ticket === ticket ? [] : [`a ticket that is ${shown.ticket}, not ${ticket}`]),
      ...(shown.delivery === null || delivery === undefined || saidOf(delivery, shown.delivery) === shown.delivery ? [] : [`a delivery that is ${shown.delivery}, not ${delivery}`]),
    ];
    return differ.length === 0 ? [] : [{ says: `the history says ${differ.join('; ')}`, orderId: id }];
  });
});

const theBooksBalance = rule('wrong', "the operator's books balance", ({ books }) =>
  books.checks.filter(({ ok }) => !ok).map(({ name, detail }) => ({ says: `${name}: ${detail}` })),
);

export const agreementRules: readonly Rule[] = [
  everyoneAgreesOnTheOrder,
  ordersAreWorthTheirLines,
  ticketsHaveTheLinesOfTheirOrders,
  nothingWithoutItsOrder,
  accountsHoldWhatIsOpen,
  kitchensCountWhatIsOpen,
  theHistoryTellsTheSame,
  theBooksBalance,
];

/** What couriers are asked and answer is no news of the order's; that one has dropped out is. */
const saidOf = (delivery: string, shown: string): string => (['PENDING', 'OFFERED'].includes(delivery) && shown === 'UNSCHEDULED' ? shown : delivery === 'OFFERED' ? 'PENDING' : delivery);

function sumBy<T>(rows: readonly T[], keyOf: (row: T) => string, amountOf: (row: T) => number): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + amountOf(row));
  return sums;
}
