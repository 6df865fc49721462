import type { ConsumerGrpc } from '@ftgo/consumer-api';
import type { DeliveryGrpc } from '@ftgo/delivery-api';
import type { DeadLetter } from '@ftgo/operations-api';
import type { OrderGrpc } from '@ftgo/order-api';
import { Refusal } from '@ftgo/refusals';
import type { RestaurantGrpc, TicketEvents } from '@ftgo/restaurant-api';
import type { Role } from '@ftgo/sign-in';
import { AJANTA, JANE, ORDER, OPERATOR } from './neighbourhood.ts';
import { SAGA, VINDALOO, janesAddress, janesCancellation, janesOrder, janesPastOrder, janesRevision, janesWish, stuckCancellation } from './orders.mother.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' });

export const jane: ConsumerGrpc.Consumer = { consumerId: JANE, name: 'Jane', email: 'jane@ftgo.example', status: 'ACTIVE' };
export const janesAccount: ConsumerGrpc.Account = { accountId: JANE, creditLimit: usd(50_000), held: usd(0), charged: { amount: 0, currency: 'USD' } };

/** On the equator and the meridian: zeros are values too. */
export const ajanta: RestaurantGrpc.Restaurant = {
  restaurantId: AJANTA,
  name: 'Ajanta',
  address: { ...janesAddress, lat: 0, lng: 0 },
  timeZone: 'America/Los_Angeles',
  menu: [{ menuItemId: VINDALOO, name: 'Chicken Vindaloo', price: usd(1234) }],
  openingHours: [{ weekday: 1, opens: 0, closes: 1440 }],
  capacity: 0,
  version: 1,
};

export const janesTicket: TicketEvents.Ticket = {
  orderId: ORDER,
  restaurantId: AJANTA,
  state: 'AWAITING_ACCEPTANCE',
  lineItems: janesOrder.lineItems,
  version: 2,
  acceptBy: undefined,
  readyBy: undefined,
  rejectionReason: '',
};
/** As a command answers it. */
const acceptedTicket: TicketEvents.Ticket = { ...janesTicket, state: 'ACCEPTED', version: 0, readyBy: new Date('2026-11-21T19:30:00Z') };
export const kim: DeliveryGrpc.Courier = { courierId: JANE, name: 'Kim', email: 'kim@ftgo.example', available: false };
export const janesDelivery: DeliveryGrpc.Delivery = {
  orderId: ORDER,
  consumerId: JANE,
  restaurantId: AJANTA,
  state: 'PENDING',
  deliveryAddress: janesAddress,
  version: 1,
};
const ridden: DeliveryGrpc.Delivery = {
  ...janesDelivery,
  state: 'PICKED_UP',
  version: 7,
  readyBy: new Date('2026-11-21T19:20:00Z'),
  courierId: JANE,
  pickUpAt: new Date('2026-11-21T19:21:00Z'),
  deliverAt: new Date('2026-11-21T19:32:00Z'),
  position: { lat: 0, lng: -122.2, at: new Date('2026-11-21T19:25:00Z') },
  near: true,
};
const janesOffer: DeliveryGrpc.Offer = {
  orderId: ORDER,
  offerId: ORDER,
  restaurantId: AJANTA,
  pickUpAddress: { ...janesAddress, lat: 0, lng: 0 },
  deliveryAddress: janesAddress,
  readyBy: new Date('2026-11-21T19:20:00Z'),
  closesAt: new Date('2026-11-21T19:00:05Z'),
};
const accepted: DeliveryGrpc.OfferAnswer = { orderId: ORDER, offerId: ORDER, courierId: JANE, accepted: true, addedTravelSeconds: 0 };
const kimsPlan: DeliveryGrpc.Plan = {
  courierId: JANE,
  version: 3,
  stops: [
    { orderId: ORDER, action: 'PICK_UP', address: janesAddress, at: new Date('2026-11-21T19:20:00Z'), notBefore: new Date('2026-11-21T19:20:00Z') },
    { orderId: ORDER, action: 'DELIVER', address: janesAddress, at: new Date('2026-11-21T19:32:00Z'), notBefore: undefined },
  ],
};
const kimsWeek: DeliveryGrpc.CourierWeek = {
  courierId: JANE,
  week: '2026-W47',
  from: new Date('2026-11-16T00:00:00Z'),
  to: new Date('2026-11-23T00:00:00Z'),
  deliveries: 3,
  lateDeliveries: 1,
  latenessSeconds: 90,
  distanceMeters: 5_400,
  ridingSeconds: 1_500,
};
const janesHistory: DeliveryGrpc.DeliveryHistory = {
  entries: [{ version: 1, type: 'DeliveryCreated', at: new Date('2026-11-21T19:00:00Z'), data: '{"orderId":"1"}', correlationId: ORDER, causationId: '' }],
};

export const janesNotification: ConsumerGrpc.Notification = {
  notificationId: '0192f000-0000-7000-8000-00000000e001',
  consumerId: JANE,
  number: 7,
  orderId: ORDER,
  kind: 'ORDER_APPROVED',
  text: 'Your order is approved.',
  happenedAt: new Date('2026-11-21T19:30:00Z'),
  mail: { state: 'FAILED', attempts: 1, detail: '550 No such user here' },
};

export const quietBooks = {
  order: {
    byState: [
      { state: 'APPROVED', orders: 2, total: usd(5_000) },
      { state: 'REJECTED', orders: 7, total: usd(900) },
    ],
    oldestPendingMs: 0,
    outboxUnsent: 0,
    deadLetters: 0,
  } satisfies OrderGrpc.Books as OrderGrpc.Books,
  consumer: {
    byState: [
      { state: 'AUTHORIZED', authorizations: 2, total: usd(5_000) },
      { state: 'REVERSED', authorizations: 7, total: undefined },
    ],
    held: usd(5_000),
    charged: { amount: 0, currency: '' },
    outboxUnsent: 0,
    deadLetters: 0,
  } satisfies ConsumerGrpc.Books as ConsumerGrpc.Books,
  restaurant: {
    byState: [
      { state: 'AWAITING_ACCEPTANCE', tickets: 1 },
      { state: 'CANCELLED', tickets: 7 },
      { state: 'READY_FOR_PICKUP', tickets: 1 },
    ],
    openTickets: 1,
    outboxUnsent: 0,
    deadLetters: 0,
  } satisfies RestaurantGrpc.Books as RestaurantGrpc.Books,
  delivery: { byState: [{ state: 'PENDING', deliveries: 2 }], outboxUnsent: 0, deadLetters: 0 } satisfies DeliveryGrpc.Books as DeliveryGrpc.Books,
};

const person = { name: 'Somebody', email: 'somebody@ftgo.example', password: 'long enough' };
const writtenMenu = [{ name: 'Naan', price: usd(350) }];

export const LETTER = '0192f000-0000-7000-8000-00000000dead';

/** An approved order that names no address, at the delivery service. */
export const deadApproval: DeadLetter = {
  deadLetterId: LETTER,
  subscriber: 'delivery',
  key: ORDER,
  state: 'DEAD',
  head: true,
  behind: 1,
  underWay: false,
  messageId: 'message-1',
  type: 'ftgo.order.OrderApproved.v1',
  source: '/ftgo/order-service',
  subject: ORDER,
  time: new Date('2026-11-21T07:00:00Z'),
  correlationId: 'correlation-1',
  channel: 'ftgo.order.events',
  partition: 2,
  offset: '41',
  errorClass: 'TypeError',
  errorDetail: 'is to be delivered nowhere',
  attempts: 1,
  parkedAt: new Date('2026-11-21T07:00:01Z'),
  settledAt: undefined,
  settledBy: '',
  reason: '',
};
export const waitingCancellation: DeadLetter = {
  ...deadApproval,
  deadLetterId: '0192f000-0000-7000-8000-00000000dea1',
  state: 'WAITING',
  head: false,
  behind: 0,
  errorClass: '',
  errorDetail: '',
  attempts: 0,
};
const settledBy = { behind: 0, head: false, settledAt: new Date('2026-11-21T07:05:00Z'), settledBy: JANE };

/** What the delivery service says of its dead letters; the others have none. */
const aGeneration = { view: 'order-history', generation: 1, state: 'ACTIVE', since: new Date('2026-11-21T12:00:00Z'), askedBy: '', read: 41, total: 42, deadLetters: 0 };
const aRebuild = { ...aGeneration, generation: 2, state: 'BUILDING', askedBy: JANE, read: 7 };
export const ordersViews = {
  listViews: () => ({ generations: [aGeneration] }),
  rebuildView: () => ({ generations: [aGeneration, aRebuild] }),
  giveUpRebuild: () => ({ generations: [aGeneration] }),
};

export const quietOperations = {
  listViews: () => ({ generations: [] }),
  listDeadLetters: () => ({ deadLetters: [], nextAfter: '' }),
  getDeadLetter: () => Promise.reject(new Refusal('not-found', 'DEAD_LETTER_NOT_FOUND', 'There is no such dead letter')),
};
export const deliverysOperations = {
  listViews: quietOperations.listViews,
  listDeadLetters: () => ({ deadLetters: [deadApproval, waitingCancellation], nextAfter: '' }),
  getDeadLetter: () => ({
    deadLetter: deadApproval,
    record: { key: Buffer.from(ORDER), headers: [{ name: 'ce_id', value: Buffer.from('message-1') }, { name: 'other', value: Buffer.from([255]) }], value: Buffer.from('{}') },
    json: JSON.stringify({ orderId: ORDER }),
    behind: [waitingCancellation],
  }),
  replayDeadLetter: () => ({ ...deadApproval, ...settledBy, state: 'REPLAYED' }),
  discardDeadLetter: ({ reason }: { reason: string }) => ({ ...deadApproval, ...settledBy, state: 'DISCARDED', reason }),
};

type Neighbour = 'order' | 'consumer' | 'restaurant' | 'delivery';

/** One good request of every operation, what the neighbour answers, and what it must have been asked. */
export interface Example {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  /** Whose token; the operator's where nobody is named. */
  readonly as?: Role;
  readonly asked?: readonly [neighbour: Neighbour, rpc: string, answer: object, request: object];
}

const because = { reason: 'They called.' };
const key = { idempotencyKey: 'key-1' };
const all = { limit: 20, after: '' };

export const examples: readonly Example[] = [
  { operation: 'signIn', method: 'POST', path: '/v1/sessions', body: { email: OPERATOR.email, password: OPERATOR.password } },
  {
    operation: 'signUpConsumer',
    method: 'POST',
    path: '/v1/consumers',
    body: person,
    asked: ['consumer', 'signUp', jane, { ...person, ...key }],
  },
  { operation: 'getConsumer', method: 'GET', path: `/v1/consumers/${JANE.toUpperCase()}`, asked: ['consumer', 'getConsumer', jane, { consumerId: JANE }] },
  { operation: 'getAccount', method: 'GET', path: `/v1/consumers/${JANE}/account`, asked: ['consumer', 'getAccount', janesAccount, { consumerId: JANE }] },
  {
    operation: 'listNotifications',
    method: 'GET',
    path: `/v1/consumers/${JANE}/notifications`,
    asked: ['consumer', 'listNotifications', { notifications: [janesNotification], nextAfter: '7' }, { consumerId: JANE, page: all }],
  },
  {
    operation: 'setConsumerStatus',
    method: 'PUT',
    path: `/v1/consumers/${JANE}/status`,
    body: { status: 'SUSPENDED' },
    asked: ['consumer', 'setStatus', { ...jane, status: 'SUSPENDED' }, { consumerId: JANE, status: 'SUSPENDED', ...key }],
  },
  {
    operation: 'setCreditLimit',
    method: 'PUT',
    path: `/v1/consumers/${JANE}/credit-limit`,
    body: { creditLimit: usd(0) },
    asked: ['consumer', 'setCreditLimit', janesAccount, { consumerId: JANE, creditLimit: usd(0), ...key }],
  },
  {
    operation: 'listRestaurants',
    method: 'GET',
    path: '/v1/restaurants',
    asked: ['restaurant', 'listRestaurants', { restaurants: [{ ...ajanta, menu: [] }], nextAfter: AJANTA }, { page: all }],
  },
  {
    operation: 'createRestaurant',
    method: 'POST',
    path: '/v1/restaurants',
    body: { ...person, address: ajanta.address, timeZone: ajanta.timeZone, menu: writtenMenu, openingHours: [], capacity: 3 },
    asked: [
      'restaurant',
      'createRestaurant',
      ajanta,
      {
        ...person,
        address: ajanta.address,
        timeZone: ajanta.timeZone,
        menu: [{ menuItemId: '', ...writtenMenu[0] }],
        openingHours: [],
        capacity: 3,
        ...key,
      },
    ],
  },
  { operation: 'getRestaurant', method: 'GET', path: `/v1/restaurants/${AJANTA}`, asked: ['restaurant', 'getRestaurant', ajanta, { restaurantId: AJANTA }] },
  {
    operation: 'replaceMenu',
    method: 'PUT',
    path: `/v1/restaurants/${AJANTA}/menu`,
    body: { menu: ajanta.menu },
    asked: ['restaurant', 'replaceMenu', ajanta, { restaurantId: AJANTA, menu: ajanta.menu, ...key }],
  },
  {
    operation: 'replaceOpeningHours',
    method: 'PUT',
    path: `/v1/restaurants/${AJANTA}/opening-hours`,
    body: { openingHours: ajanta.openingHours },
    asked: ['restaurant', 'replaceOpeningHours', ajanta, { restaurantId: AJANTA, openingHours: ajanta.openingHours, ...key }],
  },
  {
    operation: 'setCapacity',
    method: 'PUT',
    path: `/v1/restaurants/${AJANTA}/capacity`,
    body: {},
    asked: ['restaurant', 'setCapacity', { ...ajanta, capacity: undefined }, { restaurantId: AJANTA, capacity: undefined, ...key }],
  },
  {
    operation: 'listTickets',
    method: 'GET',
    path: `/v1/restaurants/${AJANTA}/tickets?limit=5&state=AWAITING_ACCEPTANCE`,
    asked: [
      'restaurant',
      'listTickets',
      { tickets: [janesTicket], nextAfter: '' },
      { restaurantId: AJANTA, state: 'AWAITING_ACCEPTANCE', page: { limit: 5, after: '' } },
    ],
  },
  {
    operation: 'acceptTicket',
    method: 'POST',
    path: `/v1/tickets/${ORDER}/accept`,
    body: { readyBy: '2026-11-21T20:30:00+01:00' },
    as: 'restaurant',
    asked: ['restaurant', 'acceptTicket', acceptedTicket, { orderId: ORDER, readyBy: acceptedTicket.readyBy, ...key }],
  },
  {
    operation: 'rejectTicket',
    method: 'POST',
    path: `/v1/tickets/${ORDER}/reject`,
    body: { reason: 'Out of rice.' },
    as: 'restaurant',
    asked: [
      'restaurant',
      'rejectTicket',
      { ...janesTicket, state: 'REJECTED', rejectionReason: 'Out of rice.' },
      { orderId: ORDER, reason: 'Out of rice.', ...key },
    ],
  },
  {
    operation: 'startPreparation',
    method: 'POST',
    path: `/v1/tickets/${ORDER}/preparing`,
    body: {},
    as: 'restaurant',
    asked: ['restaurant', 'startPreparation', { ...acceptedTicket, state: 'PREPARING' }, { orderId: ORDER, ...key }],
  },
  {
    operation: 'finishPreparation',
    method: 'POST',
    path: `/v1/tickets/${ORDER}/ready`,
    body: {},
    as: 'restaurant',
    asked: ['restaurant', 'finishPreparation', { ...acceptedTicket, state: 'READY_FOR_PICKUP' }, { orderId: ORDER, ...key }],
  },
  { operation: 'getTicket', method: 'GET', path: `/v1/tickets/${ORDER}`, asked: ['restaurant', 'getTicket', janesTicket, { orderId: ORDER }] },
  {
    operation: 'listOrders',
    method: 'GET',
    path: '/v1/orders?state=REJECTED&q=naan',
    asked: [
      'order',
      'listOrders',
      { orders: [janesPastOrder, { ...janesPastOrder, state: 'REJECTED', reason: 'RESTAURANT_CLOSED', detail: 'Closed', readyBy: undefined }], nextAfter: ORDER },
      { state: 'REJECTED', q: 'naan', from: undefined, to: undefined, page: all },
    ],
  },
  {
    operation: 'createOrder',
    method: 'POST',
    path: '/v1/orders',
    body: janesWish,
    asked: ['order', 'createOrder', { ...janesOrder, version: 0 }, { ...janesWish, deliveryTime: undefined, ...key }],
  },
  { operation: 'getOrder', method: 'GET', path: `/v1/orders/${ORDER}`, asked: ['order', 'getOrder', janesOrder, { orderId: ORDER }] },
  {
    operation: 'cancelOrder',
    method: 'POST',
    path: `/v1/orders/${ORDER}/cancel`,
    body: {},
    asked: ['order', 'cancelOrder', { ...janesOrder, state: 'CANCEL_PENDING', saga: janesCancellation }, { orderId: ORDER, ...key }],
  },
  {
    operation: 'reviseOrder',
    method: 'POST',
    path: `/v1/orders/${ORDER}/revise`,
    body: { lineItems: janesWish.lineItems },
    asked: ['order', 'reviseOrder', { ...janesOrder, state: 'REVISION_PENDING', saga: janesRevision }, { orderId: ORDER, lineItems: janesWish.lineItems, ...key }],
  },
  { operation: 'createCourier', method: 'POST', path: '/v1/couriers', body: person, asked: ['delivery', 'createCourier', kim, { ...person, ...key }] },
  { operation: 'getCourier', method: 'GET', path: `/v1/couriers/${JANE}`, asked: ['delivery', 'getCourier', kim, { courierId: JANE }] },
  {
    operation: 'setAvailability',
    method: 'PUT',
    path: `/v1/couriers/${JANE}/availability`,
    body: { available: true },
    asked: ['delivery', 'setAvailability', { ...kim, available: true }, { courierId: JANE, available: true, ...key }],
  },
  { operation: 'listOffers', method: 'GET', path: `/v1/couriers/${JANE}/offers`, asked: ['delivery', 'listOffers', { offers: [janesOffer] }, { courierId: JANE }] },
  { operation: 'getPlan', method: 'GET', path: `/v1/couriers/${JANE}/plan`, asked: ['delivery', 'getPlan', kimsPlan, { courierId: JANE }] },
  {
    operation: 'getCourierWeek',
    method: 'GET',
    path: `/v1/couriers/${JANE}/weeks/2026-W47`,
    asked: ['delivery', 'getCourierWeek', kimsWeek, { courierId: JANE, week: '2026-W47' }],
  },
  {
    operation: 'reportPosition',
    method: 'POST',
    path: `/v1/couriers/${JANE}/positions`,
    body: { lat: 0, lng: -122.2 },
    as: 'courier',
    asked: ['delivery', 'reportPosition', {}, { courierId: JANE, lat: 0, lng: -122.2 }],
  },
  {
    operation: 'getDelivery',
    method: 'GET',
    path: `/v1/deliveries/${ORDER}?at=2026-11-21T20:25:00%2B01:00`,
    asked: ['delivery', 'getDelivery', ridden, { orderId: ORDER, at: new Date('2026-11-21T19:25:00Z') }],
  },
  { operation: 'getDeliveryHistory', method: 'GET', path: `/v1/deliveries/${ORDER}/history`, asked: ['delivery', 'getDeliveryHistory', janesHistory, { orderId: ORDER }] },
  { operation: 'acceptOffer', method: 'POST', path: `/v1/deliveries/${ORDER}/accept-offer`, as: 'courier', asked: ['delivery', 'acceptOffer', accepted, { orderId: ORDER, ...key }] },
  {
    operation: 'declineOffer',
    method: 'POST',
    path: `/v1/deliveries/${ORDER}/decline-offer`,
    as: 'courier',
    asked: ['delivery', 'declineOffer', { ...accepted, accepted: false }, { orderId: ORDER, ...key }],
  },
  { operation: 'pickUp', method: 'POST', path: `/v1/deliveries/${ORDER}/pick-up`, as: 'courier', asked: ['delivery', 'pickUp', ridden, { orderId: ORDER, ...key }] },
  { operation: 'deliver', method: 'POST', path: `/v1/deliveries/${ORDER}/deliver`, as: 'courier', asked: ['delivery', 'deliver', ridden, { orderId: ORDER, ...key }] },
  { operation: 'listDeadLetters', method: 'GET', path: `/v1/operations/dead-letters?key=${ORDER}&state=DEAD` },
  { operation: 'getDeadLetter', method: 'GET', path: `/v1/operations/dead-letters/${LETTER}` },
  { operation: 'replayDeadLetter', method: 'POST', path: `/v1/operations/dead-letters/${LETTER}/replay`, body: {} },
  { operation: 'discardDeadLetter', method: 'POST', path: `/v1/operations/dead-letters/${LETTER}/discard`, body: { reason: 'a test message' } },
  {
    operation: 'listSagas',
    method: 'GET',
    path: `/v1/operations/sagas?show=all&orderId=${ORDER}`,
    asked: ['order', 'listSagas', { sagas: [stuckCancellation], nextAfter: '' }, { all: true, orderId: ORDER, page: all }],
  },
  { operation: 'getSaga', method: 'GET', path: `/v1/operations/sagas/${SAGA}`, asked: ['order', 'getSaga', stuckCancellation, { sagaId: SAGA }] },
  ...(['retry', 'compensate', 'settle'] as const).map(
    (action): Example => ({
      operation: `${action}Saga`,
      method: 'POST',
      path: `/v1/operations/sagas/${SAGA}/${action}`,
      body: because,
      asked: ['order', `${action}Saga`, stuckCancellation, { sagaId: SAGA, ...because, ...key }],
    }),
  ),
  { operation: 'listViews', method: 'GET', path: '/v1/operations/views' },
  { operation: 'rebuildView', method: 'POST', path: '/v1/operations/views/order-history/rebuild', body: {} },
  { operation: 'giveUpRebuild', method: 'POST', path: '/v1/operations/views/order-history/give-up', body: {} },
  { operation: 'readBooks', method: 'GET', path: '/v1/operations/books' },
  { operation: 'readKeys', method: 'GET', path: '/.well-known/jwks.json' },
  { operation: 'readLiveness', method: 'GET', path: '/healthz' },
  { operation: 'readLivenessToo', method: 'GET', path: '/livez' },
  { operation: 'readStartup', method: 'GET', path: '/startupz' },
  { operation: 'readReadiness', method: 'GET', path: '/readyz' },
];
