// What must hold of orders on their way from the kitchen to the door, once the system is at rest.
import type { DeliveryStep } from './evidence.ts';
import { type Rule, byId, rule } from './rule.ts';

/** The restaurant has promised the food. */
const PROMISED: readonly string[] = ['ACCEPTED', 'PREPARING', 'READY_FOR_PICKUP', 'PICKED_UP'];

const whatIsPromisedEnds = rule('stuck', 'what a kitchen has promised comes to the door, or to nothing', ({ orders, tickets, deliveries }) => {
  const [ticketOf, deliveryOf] = [byId(tickets), byId(deliveries)];
  return orders.flatMap(({ id, state }) => {
    const ticket = ticketOf.get(id)?.state ?? 'none';
    if (state !== 'APPROVED' || !PROMISED.includes(ticket)) return [];
    return [{ says: `it is still APPROVED, its ticket ${ticket}, its delivery ${deliveryOf.get(id)?.state ?? 'none'}`, orderId: id }];
  });
});

const whatIsDeliveredIsPaidOnce = rule('wrong', 'what is delivered is paid for, once and as it costs, and nothing else is', ({ orders, outbox }) => {
  const charges = Map.groupBy(outbox.filter(({ type }) => type.includes('.AccountCharged.')), ({ key }) => key);
  return orders.flatMap(({ id, state, total }) => {
    const paid = (charges.get(id) ?? []).map(({ amount }) => amount);
    const due = state === 'DELIVERED' ? [total] : [];
    return paid.length === due.length && paid.every((amount) => amount === total) ? [] : [{ says: `it is ${state} and costs ${total}; charged was ${paid.join(' and ') || 'nothing'}`, orderId: id }];
  });
});

const anOrderIsInOnePlan = rule('doubled', 'an order is in one plan, and once', ({ couriers }) => {
  const stops = couriers.flatMap((courier) => courier.stops.map((stop) => ({ ...stop, courier: courier.id })));
  return [...Map.groupBy(stops, ({ orderId }) => orderId)].flatMap(([orderId, made]) => {
    const [whose, actions] = [new Set(made.map(({ courier }) => courier)), new Set(made.map(({ action }) => action))];
    return whose.size === 1 && actions.size === made.length ? [] : [{ says: made.map(({ action, courier }) => `${action} by ${courier}`).join(', '), orderId }];
  });
});

/** What is left to do for a delivery in its courier's plan. */
const leftOf: Readonly<Record<string, readonly string[]>> = { SCHEDULED: ['PICK_UP', 'DELIVER'], PICKED_UP: ['DELIVER'] };

const plansHaveWhatIsToBeBrought = rule('wrong', 'a plan has what its courier is to bring, and nothing else', ({ couriers, deliveries }) => {
  const stop = (orderId: string, action: string, courier: string | null) => ({ id: `${action} of ${orderId} by ${courier}`, orderId });
  const planned = byId(couriers.flatMap(({ id, stops }) => stops.map(({ orderId, action }) => stop(orderId, action, id))));
  const due = byId(deliveries.flatMap(({ id, state, courier }) => (leftOf[state] ?? []).map((action) => stop(id, action, courier))));
  return [
    ...[...planned.values()].filter(({ id }) => !due.has(id)).map(({ id, orderId }) => ({ says: `the ${id} is planned, and not to be made`, orderId })),
    ...[...due.values()].filter(({ id }) => !planned.has(id)).map(({ id, orderId }) => ({ says: `the ${id} is to be made, and not planned`, orderId })),
    ...couriers.flatMap(({ id, orders, stops }) => {
      const there = new Set(stops.map(({ orderId }) => orderId)).size;
      return orders === there ? [] : [{ says: `the plan of ${id} has ${there} deliveries, and ${orders} are counted` }];
    }),
  ];
});

/** What is wrong with a delivery's courier at some time in its life; undefined if nothing is. */
function twoCouriersIn(steps: readonly DeliveryStep[]): string | undefined {
  let [open, has]: (string | null)[] = [null, null];
  for (const { type, courier, offer } of steps) {
    switch (type) {
      case 'DeliveryOffered':
        if (has ?? open) return `it was offered while ${has ? `${has} had it` : `the offer ${open} was open`}`;
        open = offer;
        break;
      case 'DeliveryScheduled':
        if (has) return `it was given to ${courier} while ${has} had it`;
        if (open !== offer) return `it was given to ${courier} by the offer ${offer}, which was not open`;
        [open, has] = [null, courier];
        break;
      case 'OfferExpired':
      case 'DeliveryCancelled':
      case 'DeliveryFailed':
        open = null;
        break;
      case 'DeliveryUnscheduled':
      case 'DeliveryPickedUp':
      case 'DeliveryNear':
      case 'DeliveryDelivered':
        if (courier !== has) return `${type} by ${courier}, and ${has ?? 'nobody'} had it`;
        if (type === 'DeliveryUnscheduled') has = null;
        break;
    }
  }
  return undefined;
}

const oneCourierAtATime = rule('doubled', 'at no time have two couriers one order', ({ steps }) =>
  [...Map.groupBy(steps, ({ id }) => id)].flatMap(([orderId, life]) => {
    const says = twoCouriersIn(life);
    return says ? [{ says, orderId }] : [];
  }),
);

const anOfferIsAnsweredOnce = rule('doubled', 'a courier answers an offer once', ({ steps }) => {
  const answers = Map.groupBy(steps.filter(({ type }) => type === 'OfferAnswered'), ({ offer, courier }) => `${offer} ${courier}`);
  return [...answers.values()].filter(({ length }) => length > 1).map((told) => ({ says: `${told[0]!.courier} answered the offer ${told[0]!.offer} ${told.length} times`, orderId: told[0]!.id }));
});

const deliveriesAreWhatHappened = rule('wrong', 'a delivery is what happened to it', ({ deliveries, rebuilt }) => [
  ...rebuilt.drifts.map(({ id, what }) => ({ says: `rebuilt from all that happened, it differs in ${what}`, orderId: id })),
  ...(rebuilt.compared === deliveries.length ? [] : [{ says: `${rebuilt.compared} of ${deliveries.length} deliveries could be rebuilt` }]),
]);

export const deliveryRules: readonly Rule[] = [
  whatIsPromisedEnds,
  whatIsDeliveredIsPaidOnce,
  anOrderIsInOnePlan,
  plansHaveWhatIsToBeBrought,
  oneCourierAtATime,
  anOfferIsAnsweredOnce,
  deliveriesAreWhatHappened,
];
