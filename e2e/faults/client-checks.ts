// What clients were answered must be so, and their orders must come to an end that they may have.
import { kindNamed } from './order-plan.ts';
import { keyOf } from './order-stream.ts';
import { mayBeRefusedWith } from './planned-acts.ts';
import { type Rule, rule } from './rule.ts';

const DEADLINE_PASSED = 'CREATION_DEADLINE_PASSED';
/** Of an order whose saga is under way. */
const LOCKS: readonly string[] = ['CANCEL_PENDING', 'REVISION_PENDING'];

const everyClientIsAnswered = rule('stuck', 'every client gets an answer', ({ asked }) =>
  asked.flatMap(({ order, unanswered, accepted }) =>
    unanswered === undefined ? [] : [{ says: `the client of ${order.kind} order ${order.number}: ${unanswered}`, orderId: [...accepted][0] }],
  ),
);

const everyAcceptedOrderIsThere = rule('lost', 'an order that was answered 201 is there', ({ asked, orders }) => {
  const there = new Set(orders.map(({ id }) => id));
  return asked.flatMap(({ order, accepted }) =>
    [...accepted].filter((id) => !there.has(id)).map((id) => ({ says: `order ${order.number} was accepted as ${id} and is in no table`, orderId: id })),
  );
});

const oneOrderPerKey = rule('doubled', 'an idempotency key has one order', ({ asked, orders, run }) => {
  const byStreet = Map.groupBy(orders, ({ street }) => street);
  return asked.flatMap(({ order, accepted }) => {
    const ids = new Set([...accepted, ...(byStreet.get(keyOf(run, order.number)) ?? []).map(({ id }) => id)]);
    if (ids.size < 2) return [];
    return [{ says: `the key of ${order.kind} order ${order.number} has ${ids.size} orders: ${[...ids].join(', ')}`, orderId: [...ids][1] }];
  });
});

const noOrderOfARefusal = rule('wrong', 'a request that was refused leaves no order', ({ asked, orders, run }) => {
  const byStreet = Map.groupBy(orders, ({ street }) => street);
  return asked.flatMap(({ order, accepted, refused }) => {
    const [left] = byStreet.get(keyOf(run, order.number)) ?? [];
    if (!left || accepted.size > 0 || refused.size === 0) return [];
    return [{ says: `order ${order.number} was refused (${[...refused].join()}) and is there`, orderId: left.id }];
  });
});

const onlyWhatIsWrongIsRefused = rule('wrong', 'a request is refused only for what is wrong with it', ({ asked }) =>
  asked.flatMap(({ order, accepted, refused }) => {
    const allowed = kindNamed(order.kind).mayBeRefused ?? [];
    const others = [...refused].filter((code) => !allowed.includes(code));
    return others.length === 0 ? [] : [{ says: `${order.kind} order ${order.number} was refused with ${others.join(', ')}`, orderId: [...accepted][0] }];
  }),
);

const anActIsRefusedForWhatIsInItsWay = rule('wrong', 'an act is refused only for what is in its way', ({ asked }) =>
  asked.flatMap(({ order, accepted, acts }) =>
    acts
      .filter(({ act, answer, wasRefused }) => wasRefused && !mayBeRefusedWith[act].includes(answer))
      .map(({ act, answer }) => ({ says: `${act} of ${order.kind} order ${order.number} was refused with ${answer}`, orderId: [...accepted][0] })),
  ),
);

const everyOrderIsFinal = rule('stuck', 'every order comes to an end', ({ orders }) =>
  orders.filter(({ state }) => state === 'APPROVAL_PENDING').map(({ id }) => ({ says: 'it is still APPROVAL_PENDING', orderId: id })),
);

const noOrderStaysLocked = rule('stuck', 'every lock is resolved', ({ orders }) =>
  orders.filter(({ state }) => LOCKS.includes(state)).map(({ id, state, overdue }) => ({ says: `it is still ${state}, ${timeOf(overdue)}`, orderId: id })),
);

const everyOrderEndsAsItMay = rule('wrong', 'an order ends as what was asked for allows', ({ asked, orders, run }) => {
  const planned = new Map(asked.map(({ order }) => [keyOf(run, order.number), order]));
  return orders.flatMap(({ id, street, state, reason }) => {
    const order = planned.get(street);
    const ended = state === 'REJECTED' || state === 'CANCELLED' ? reason! : state;
    if (!order || ended === 'APPROVAL_PENDING' || LOCKS.includes(ended)) return [];
    const allowed: readonly string[] = [...kindNamed(order.kind).mayEnd, DEADLINE_PASSED];
    return allowed.includes(ended) ? [] : [{ says: `${order.kind} order ${order.number} ended ${ended}`, orderId: id }];
  });
});

export const clientRules: readonly Rule[] = [
  everyClientIsAnswered,
  everyAcceptedOrderIsThere,
  oneOrderPerKey,
  noOrderOfARefusal,
  onlyWhatIsWrongIsRefused,
  anActIsRefusedForWhatIsInItsWay,
  everyOrderIsFinal,
  noOrderStaysLocked,
  everyOrderEndsAsItMay,
];

const timeOf = (overdue: number | null): string =>
  overdue === null ? 'without a deadline' : `${Math.abs(overdue).toFixed(0)} s ${overdue < 0 ? 'before' : 'past'} its deadline`;
