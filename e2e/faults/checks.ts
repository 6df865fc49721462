// What must hold once the system is at rest: each rule is a function from the evidence to its findings.
import { databaseServices } from '../../infra/databases.ts';
import {
  anOfferIsAnsweredOnce,
  anOrderIsInOnePlan,
  deliveriesAreWhatHappened,
  oneCourierAtATime,
  plansHaveWhatIsToBeBrought,
  whatIsDeliveredIsPaidOnce,
  whatIsPromisedEnds,
} from './delivery-checks.ts';
import type { Evidence, Message, OutboxRow } from './evidence.ts';
import type { Finding } from './finding.ts';
import { kindNamed } from './order-plan.ts';
import { keyOf } from './order-stream.ts';
import { mayBeRefusedWith } from './planned-acts.ts';
import { type Rule, byId, rule } from './rule.ts';

const DEADLINE_PASSED = 'CREATION_DEADLINE_PASSED';
/** Of an order whose saga is under way. */
const LOCKS: readonly string[] = ['CANCEL_PENDING', 'REVISION_PENDING'];

export const everyClientIsAnswered = rule('stuck', 'every client gets an answer', ({ asked }) =>
  asked.flatMap(({ order, unanswered, accepted }) =>
    unanswered === undefined ? [] : [{ says: `the client of ${order.kind} order ${order.number}: ${unanswered}`, orderId: [...accepted][0] }],
  ),
);

export const everyAcceptedOrderIsThere = rule('lost', 'an order that was answered 201 is there', ({ asked, orders }) => {
  const there = new Set(orders.map(({ id }) => id));
  return asked.flatMap(({ order, accepted }) =>
    [...accepted].filter((id) => !there.has(id)).map((id) => ({ says: `order ${order.number} was accepted as ${id} and is in no table`, orderId: id })),
  );
});

export const oneOrderPerKey = rule('doubled', 'an idempotency key has one order', ({ asked, orders, run }) => {
  const byStreet = Map.groupBy(orders, ({ street }) => street);
  return asked.flatMap(({ order, accepted }) => {
    const ids = new Set([...accepted, ...(byStreet.get(keyOf(run, order.number)) ?? []).map(({ id }) => id)]);
    if (ids.size < 2) return [];
    return [{ says: `the key of ${order.kind} order ${order.number} has ${ids.size} orders: ${[...ids].join(', ')}`, orderId: [...ids][1] }];
  });
});

export const noOrderOfARefusal = rule('wrong', 'a request that was refused leaves no order', ({ asked, orders, run }) => {
  const byStreet = Map.groupBy(orders, ({ street }) => street);
  return asked.flatMap(({ order, accepted, refused }) => {
    const [left] = byStreet.get(keyOf(run, order.number)) ?? [];
    if (!left || accepted.size > 0 || refused.size === 0) return [];
    return [{ says: `order ${order.number} was refused (${[...refused].join()}) and is there`, orderId: left.id }];
  });
});

export const onlyWhatIsWrongIsRefused = rule('wrong', 'a request is refused only for what is wrong with it', ({ asked }) =>
  asked.flatMap(({ order, accepted, refused }) => {
    const allowed = kindNamed(order.kind).mayBeRefused ?? [];
    const others = [...refused].filter((code) => !allowed.includes(code));
    return others.length === 0 ? [] : [{ says: `${order.kind} order ${order.number} was refused with ${others.join(', ')}`, orderId: [...accepted][0] }];
  }),
);

export const anActIsRefusedForWhatIsInItsWay = rule('wrong', 'an act is refused only for what is in its way', ({ asked }) =>
  asked.flatMap(({ order, accepted, acts }) =>
    acts
      .filter(({ act, answer, wasRefused }) => wasRefused && !mayBeRefusedWith[act].includes(answer))
      .map(({ act, answer }) => ({ says: `${act} of ${order.kind} order ${order.number} was refused with ${answer}`, orderId: [...accepted][0] })),
  ),
);

export const everyOrderIsFinal = rule('stuck', 'every order comes to an end', ({ orders }) =>
  orders.filter(({ state }) => state === 'APPROVAL_PENDING').map(({ id }) => ({ says: 'it is still APPROVAL_PENDING', orderId: id })),
);

export const noOrderStaysLocked = rule('stuck', 'every lock is resolved', ({ orders }) =>
  orders.filter(({ state }) => LOCKS.includes(state)).map(({ id, state, overdue }) => ({ says: `it is still ${state}, ${timeOf(overdue)}`, orderId: id })),
);

export const everyOrderEndsAsItMay = rule('wrong', 'an order ends as what was asked for allows', ({ asked, orders, run }) => {
  const planned = new Map(asked.map(({ order }) => [keyOf(run, order.number), order]));
  return orders.flatMap(({ id, street, state, reason }) => {
    const order = planned.get(street);
    const ended = state === 'REJECTED' || state === 'CANCELLED' ? reason! : state;
    if (!order || ended === 'APPROVAL_PENDING' || LOCKS.includes(ended)) return [];
    const allowed: readonly string[] = [...kindNamed(order.kind).mayEnd, DEADLINE_PASSED];
    return allowed.includes(ended) ? [] : [{ says: `${order.kind} order ${order.number} ended ${ended}`, orderId: id }];
  });
});

/** What a step is refused with that its saga has taken back, whatever it came to before. */
const TAKEN_BACK = 'STEP_UNDONE';

/** How what an order's saga began may end; a cancelled order is told of without its saga. */
const ENDS_OF: Readonly<Record<string, readonly string[]>> = {
  OrderCancelRequested: ['OrderCancelRefused'],
  OrderRevisionRequested: ['OrderRevised', 'OrderRevisionRefused'],
};

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

export const everyoneAgreesOnTheOrder = rule('wrong', 'ticket, authorization and delivery follow the order', (evidence) => {
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
export const ordersAreWorthTheirLines = rule('wrong', 'an order costs what its lines cost', ({ orders }) =>
  orders.filter(({ total, worth }) => total !== worth).map(({ id, total, worth, lines }) => ({ says: `it costs ${total}, its lines come to ${worth}: ${lines}`, orderId: id })),
);

export const ticketsHaveTheLinesOfTheirOrders = rule('wrong', 'a ticket has the lines of its order', ({ orders, tickets }) => {
  const ordered = byId(orders);
  return tickets.flatMap(({ id, state, lines }) => {
    const order = ordered.get(id);
    if ((order?.state !== 'APPROVED' && order?.state !== 'DELIVERED') || order.lines === lines) return [];
    return [{ says: `its ticket is ${state} and has ${lines}, not ${order.lines}`, orderId: id }];
  });
});

export const nothingWithoutItsOrder = rule('wrong', 'nothing is there without its order', ({ orders, tickets, authorizations, deliveries }) => {
  const there = new Set(orders.map(({ id }) => id));
  return Object.entries({ ticket: tickets, authorization: authorizations, delivery: deliveries }).flatMap(([part, rows]) =>
    rows.filter(({ id }) => !there.has(id)).map(({ id }) => ({ says: `there is a ${part} and no order`, orderId: id })),
  );
});

export const accountsHoldWhatIsOpen = rule('wrong', 'an account holds the sum of its open orders, within its limit, and owes nothing', ({ accounts, orders }) => {
  const open = sumBy(orders.filter(({ state }) => state === 'APPROVED'), ({ consumer }) => consumer, ({ total }) => total);
  return accounts.flatMap(({ id, held, limit, owed }) => [
    ...(owed === 0 ? [] : [{ says: `account ${id} owes ${owed} that is not settled` }]),
    ...(held === (open.get(id) ?? 0) ? [] : [{ says: `account ${id} holds ${held}, its open orders come to ${open.get(id) ?? 0}` }]),
    ...(held <= limit ? [] : [{ says: `account ${id} holds ${held} of a limit of ${limit}` }]),
  ]);
});

const TAKING_UP_ROOM: readonly string[] = ['CREATE_PENDING', 'AWAITING_ACCEPTANCE', 'ACCEPTED', 'CANCEL_PENDING', 'REVISION_PENDING', 'PREPARING'];

export const kitchensCountWhatIsOpen = rule('wrong', 'a kitchen counts its open tickets, within its capacity', ({ kitchens, tickets }) => {
  const open = sumBy(tickets.filter(({ state }) => TAKING_UP_ROOM.includes(state)), ({ restaurant }) => restaurant, () => 1);
  return kitchens.flatMap(({ id, open: counted, capacity }) => [
    ...(counted === (open.get(id) ?? 0) ? [] : [{ says: `kitchen ${id} counts ${counted} open tickets and has ${open.get(id) ?? 0}` }]),
    ...(capacity === null || counted <= capacity ? [] : [{ says: `kitchen ${id} has ${counted} open tickets and a capacity of ${capacity}` }]),
  ]);
});

export const everyOutboxRowIsPublished = rule('lost', 'every message that was written is published', ({ outbox, published }) => {
  const sent = new Set(published.map(({ id }) => id));
  return outbox.filter(({ id }) => !sent.has(id)).map((row) => ({ says: `${named(row)} is in the outbox of ${row.service} and in no topic`, orderId: row.key }));
});

export const nothingElseIsPublished = rule('wrong', 'only what was written is published', ({ outbox, published }) => {
  if (outbox.length === 0) return [];
  const written = new Set(outbox.map(({ id }) => id));
  return published
    .filter(({ id, channel }) => !written.has(id) && channel !== 'ftgo.dead-letters')
    .map(({ id, type, channel, partition, offset }) => ({ says: `${type} ${id} at ${channel}/${partition}/${offset} is in no outbox` }));
});

export const messagesOfAKeyShareAPartition = rule('out of order', 'the messages of a key lie in one partition', ({ published }) =>
  [...Map.groupBy(published, ({ channel, key }) => `${channel} ${key}`).values()].flatMap((records) => {
    const used = new Set(records.map(({ partition }) => partition));
    const { channel, key } = records[0]!;
    return used.size === 1 ? [] : [{ says: `its messages lie in the partitions ${[...used].join(', ')} of ${channel}`, orderId: key }];
  }),
);

export const messagesOfAKeyAreInOrder = rule('out of order', 'the messages of a key are published in the order in which they were written', ({ outbox, published }) => {
  const written = byId(outbox);
  const place = new Map(outbox.map(({ id }, index) => [id, index]));
  const last = new Map<string, OutboxRow>();
  const seen = new Set<string>();
  return published.flatMap(({ id, partition, offset }) => {
    const row = written.get(id);
    // Sent again: a relay that died before it had confirmed. What counts is when it was there first.
    if (!row || seen.has(id)) return [];
    seen.add(id);
    // Several services may answer on one channel, and several couriers about one order: between theirs there is no order.
    const line = `${row.service} ${row.answerer ?? ''} ${row.channel}/${partition} ${row.key}`;
    const before = last.get(line);
    last.set(line, row);
    if (!before || place.get(before.id)! < place.get(id)!) return [];
    return [{ says: `${named(row)} was written before ${named(before)} and lies behind it, at ${row.channel}/${partition}/${offset}`, orderId: row.key }];
  });
});

/** One decision may be told in two sentences: a revision is refused, and the order is cancelled. */
const isASentence = (type: string): boolean => type.includes('NotifyConsumer');

export const noEffectTwice = rule('doubled', 'a message has its effect once', (evidence) =>
  repeats(messagesOf(evidence), ({ channel, type, key, cause }) => cause && !isASentence(type) && `${channel} ${type} ${key} ${cause}`).map(([{ type, key, cause }, count]) => ({
    says: `message ${cause} had its effect ${count} times: ${type}`,
    orderId: key,
  })),
);

/** What may come to pass again and again in the life of an order. */
const REPEATABLE: readonly string[] = ['AuthorizationRevised', 'NotifyConsumer', 'DeliveryOffered', 'OfferAccepted', 'OfferDeclined', 'OfferClosed', 'DeliveryScheduled', 'DeliveryUnscheduled'];

/** Of an order, that is; other aggregates may be changed as often as anyone likes. What belongs to a saga happens once in each. */
export const noEventOfAnOrderTwice = rule('doubled', 'nothing happens to an order twice', (evidence) => {
  const there = new Set(evidence.orders.map(({ id }) => id));
  const happenings = messagesOf(evidence).filter(({ type }) => !REPEATABLE.some((name) => type.includes(name)));
  return repeats(happenings, ({ type, key, saga }) => there.has(key) && `${type} ${key} ${placeIn(saga)}`).map(([{ type, key }, count]) => ({
    says: `${type} was written ${count} times`,
    orderId: key,
  }));
});

export const aStepIsDecidedOnce = rule('doubled', 'a step of a saga is decided once', ({ outbox }) => {
  const replies = outbox.filter(({ channel, saga }) => channel.endsWith('.replies') && saga?.step && saga.code !== TAKEN_BACK);
  return [...Map.groupBy(replies, ({ saga }) => `${saga!.id} ${saga!.step}`).values()].flatMap((told) => {
    const outcomes = [...new Set(told.map(({ saga }) => saga!.code ?? 'done'))];
    const { key, saga } = told[0]!;
    return outcomes.length === 1 ? [] : [{ says: `${saga!.step} of saga ${saga!.id} was ${outcomes.join(' and ')}`, orderId: key }];
  });
});

export const everySagaEndsOnce = rule('stuck', 'every saga ends, as it was asked for or as it was refused', ({ outbox }) => {
  const sagas = Map.groupBy(outbox.filter(({ service, saga }) => service === 'order' && saga), ({ saga }) => saga!.id);
  return [...sagas.values()].flatMap((messages) => {
    const has = (name: string): boolean => messages.some(({ type }) => type.includes(name));
    const { key, saga } = messages[0]!;
    const ends = Object.entries(ENDS_OF).flatMap(([begun, ended]) => (has(begun) ? [ended.filter(has)] : [])).flat();
    const wasCancelled = has('OrderCancelRequested') && ends.length === 0 && outbox.some(({ type, key: id }) => id === key && type.includes('OrderCancelled'));
    return ends.length === 1 || wasCancelled ? [] : [{ says: `saga ${saga!.id} has ${ends.length === 0 ? 'no end' : ends.join(' and ')}`, orderId: key }];
  });
});

/** The view is made of what the others tell: at rest it says the same as they. */
export const theHistoryTellsTheSame = rule('wrong', 'the history says what order, kitchen and delivery say', (evidence) => {
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

export const everyMessageIsHandled = rule('lost', 'who hears messages of a type hears each of them', ({ inbox, published, deadLetters }) => {
  const sent = byId(published);
  const typeOf = (id: string): string | undefined => sent.get(id)?.type;
  const ofType = Map.groupBy(sent.keys(), typeOf);
  const setAside = new Set(deadLetters.map(({ message }) => message));
  const hearings = Map.groupBy(inbox, ({ service, subscriber, message }) => `${subscriber} of ${service} hears ${typeOf(message)}`);
  return [...hearings.values()].flatMap((heard) => {
    const { service, subscriber, message } = heard[0]!;
    const type = typeOf(message);
    const handled = new Set(heard.map(({ message: id }) => id));
    // Of a message in no topic another rule tells.
    return (type === undefined ? [] : (ofType.get(type) ?? []))
      .filter((id) => !handled.has(id) && !setAside.has(id))
      .map((id) => ({ says: `${type} ${id} was never handled by the subscriber ${subscriber} of ${service}`, orderId: sent.get(id)?.key }));
  });
});

export const onlyWhatWasPublishedIsHandled = rule('wrong', 'only what was published is handled', ({ inbox, published }) => {
  const sent = new Set(published.map(({ id }) => id));
  return inbox
    .filter(({ message }) => !sent.has(message))
    .map(({ service, subscriber, message }) => ({ says: `the subscriber ${subscriber} of ${service} handled ${message}, which is in no topic` }));
});

export const everySubscriberRemembers = rule('wrong', 'every service remembers what it has handled', ({ inbox }) => {
  const remember = new Set(inbox.map(({ service }) => service));
  return databaseServices.filter((service) => !remember.has(service)).map((service) => ({ says: `the inbox of ${service} is empty` }));
});

export const noDeadLetters = rule('stuck', 'there are no dead letters', ({ deadLetters }) =>
  deadLetters.map(({ service, subscriber, key, message, error }) => ({
    says: `the subscriber ${subscriber} of ${service} set ${message} aside${error ? ` (${error})` : ', behind another'}`,
    orderId: key,
  })),
);

export const nothingLags = rule('stuck', 'every group has read its topics to the end', ({ lags }) =>
  lags.map(({ group, partition, behind }) => ({ says: `${group} is ${behind} behind in ${partition}` })),
);

export const theBooksBalance = rule('wrong', "the operator's books balance", ({ books }) =>
  books.checks.filter(({ ok }) => !ok).map(({ name, detail }) => ({ says: `${name}: ${detail}` })),
);

/** What couriers are asked and answer is no news of the order's; that one has dropped out is. */
const saidOf = (delivery: string, shown: string): string => (['PENDING', 'OFFERED'].includes(delivery) && shown === 'UNSCHEDULED' ? shown : delivery === 'OFFERED' ? 'PENDING' : delivery);

const rules: readonly Rule[] = [
  everyClientIsAnswered,
  everyAcceptedOrderIsThere,
  oneOrderPerKey,
  noOrderOfARefusal,
  onlyWhatIsWrongIsRefused,
  anActIsRefusedForWhatIsInItsWay,
  everyOrderIsFinal,
  noOrderStaysLocked,
  everyOrderEndsAsItMay,
  everyoneAgreesOnTheOrder,
  ordersAreWorthTheirLines,
  ticketsHaveTheLinesOfTheirOrders,
  nothingWithoutItsOrder,
  accountsHoldWhatIsOpen,
  kitchensCountWhatIsOpen,
  whatIsPromisedEnds,
  whatIsDeliveredIsPaidOnce,
  anOrderIsInOnePlan,
  plansHaveWhatIsToBeBrought,
  oneCourierAtATime,
  anOfferIsAnsweredOnce,
  deliveriesAreWhatHappened,
  everyOutboxRowIsPublished,
  nothingElseIsPublished,
  messagesOfAKeyShareAPartition,
  messagesOfAKeyAreInOrder,
  noEffectTwice,
  noEventOfAnOrderTwice,
  aStepIsDecidedOnce,
  everySagaEndsOnce,
  theHistoryTellsTheSame,
  everyMessageIsHandled,
  onlyWhatWasPublishedIsHandled,
  everySubscriberRemembers,
  noDeadLetters,
  nothingLags,
  theBooksBalance,
];

export const findingsIn = (evidence: Evidence): Finding[] => rules.flatMap((look) => look(evidence));

const timeOf = (overdue: number | null): string =>
  overdue === null ? 'without a deadline' : `${Math.abs(overdue).toFixed(0)} s ${overdue < 0 ? 'before' : 'past'} its deadline`;
const placeIn = (saga: Message['saga']): string => (saga ? [saga.id, saga.step, saga.attempt].join(' ') : '');
const named = ({ type, id }: Message): string => `${type} ${id}`;
/** Each message once, wherever it was seen. */
const messagesOf = ({ outbox, published }: Evidence): Message[] => [...byId<Message>([...published, ...outbox]).values()];

function sumBy<T>(rows: readonly T[], keyOf: (row: T) => string, amountOf: (row: T) => number): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + amountOf(row));
  return sums;
}

/** What stands there more than once, and how often. */
function repeats(rows: readonly Message[], identity: (row: Message) => string | false | null): [Message, number][] {
  const counted = new Map<string, [Message, number]>();
  for (const row of rows) {
    const id = identity(row);
    if (!id) continue;
    const found = counted.get(id);
    if (found) found[1] += 1;
    else counted.set(id, [row, 1]);
  }
  return [...counted.values()].filter(([, count]) => count > 1);
}
