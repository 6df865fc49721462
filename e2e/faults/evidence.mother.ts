import type { DeliveryStep, Evidence, OutboxRow, Published, SagaPlace } from './evidence.ts';
import type { Asked } from './order-stream.ts';

export const RUN = 'faults-of-the-spec';
const CONSUMER = 'jane';
const RESTAURANT = 'ajanta';
export const TOTAL = 1234;
const LINES = '[["vindaloo", 1, 1234]]';
export const SAGA = 'saga-1';

/** A message of the order's saga. */
export const ofSaga = (id: string, type: string, { step = null, attempt = null, code = null, ...change }: Partial<Omit<SagaPlace, 'id'> & OutboxRow> = {}): OutboxRow =>
  written(id, 'order-1', type, { saga: { id: SAGA, step, attempt, code }, ...change });

/** What is written is published, too. */
export const publishedToo = (rows: readonly OutboxRow[]): Published[] => rows.map((row, i) => ({ ...row, partition: 0, offset: 100 + i }));

export const asked = (number: number, { accepted = [`order-${number}`], ...change }: { accepted?: string[] } & Partial<Omit<Asked, 'accepted'>> = {}): Asked => ({
  order: { number, kind: 'plain', consumer: 'rich', restaurant: 'busy', quantity: 1, patience: 5_000, acts: [] },
  refused: new Set(),
  acts: [],
  ...change,
  accepted: new Set(accepted),
});

export const written = (id: string, key: string, type: string, change: Partial<OutboxRow> = {}): OutboxRow => ({
  service: 'order',
  id,
  key,
  type,
  channel: 'ftgo.order.events',
  cause: null,
  ...change,
});

export const published = (id: string, type: string, offset: number, change: Partial<Published> = {}): Published => ({
  id,
  key: 'order-1',
  type,
  channel: 'ftgo.order.events',
  cause: null,
  partition: 0,
  offset,
  ...change,
});

/** A run of one order that was approved, at rest and without fault. */
export const sound = (change: Partial<Evidence> = {}): Evidence => ({
  run: RUN,
  asked: [asked(1)],
  orders: [{ id: 'order-1', consumer: CONSUMER, state: 'APPROVED', reason: null, total: TOTAL, street: `${RUN}-1`, lines: LINES, worth: TOTAL, overdue: null }],
  authorizations: [{ id: 'order-1', state: 'AUTHORIZED', account: CONSUMER, amount: TOTAL }],
  accounts: [{ id: CONSUMER, limit: 100_000, held: TOTAL, owed: 0 }],
  tickets: [{ id: 'order-1', restaurant: RESTAURANT, state: 'AWAITING_ACCEPTANCE', lines: LINES }],
  kitchens: [{ id: RESTAURANT, open: 1, capacity: 10 }],
  deliveries: [{ id: 'order-1', state: 'PENDING', courier: null }],
  couriers: [{ id: 'kim', stops: [], orders: 0 }],
  steps: [{ id: 'order-1', type: 'DeliveryCreated', courier: null, offer: null }],
  rebuilt: { compared: 1, drifts: [] },
  history: [{ id: 'order-1', state: 'APPROVED', total: TOTAL, lines: LINES, ticket: 'AWAITING_ACCEPTANCE', delivery: 'PENDING' }],
  outbox: [written('m1', 'order-1', 'OrderCreated'), written('m2', 'order-1', 'OrderApproved', { cause: 'm3' })],
  published: [published('m1', 'OrderCreated', 0), published('m2', 'OrderApproved', 1)],
  inbox: [
    { service: 'restaurant', subscriber: 'kitchen', message: 'm1' },
    { service: 'order', subscriber: 'order', message: 'm2' },
    { service: 'consumer', subscriber: 'consumer', message: 'm1' },
    { service: 'delivery', subscriber: 'delivery', message: 'm2' },
  ],
  deadLetters: [],
  lags: [],
  books: { balanced: true, pending: 0, checks: [{ name: 'what accounts hold is what is authorized', ok: true, detail: '1 = 1' }] },
  ...change,
});

type Step = readonly [type: string, courier?: string | null, offer?: string];

/** What happened to the order's delivery. */
export const stepsOf = (...steps: readonly Step[]): DeliveryStep[] => steps.map(([type, courier = null, offer = null]) => ({ id: 'order-1', type, courier, offer }));

export const charged = (change: Partial<OutboxRow> = {}): OutboxRow =>
  written('m9', 'order-1', 'ftgo.authorization.AccountCharged.v1', { service: 'consumer', channel: 'ftgo.authorization.events', amount: TOTAL, ...change });

/** The order was delivered and paid for. */
export const broughtHome = (change: Partial<Evidence> = {}): Partial<Evidence> => {
  const [order, authorization, account, ticket, shown] = [sound().orders[0]!, sound().authorizations[0]!, sound().accounts[0]!, sound().tickets[0]!, sound().history[0]!];
  return {
    orders: [{ ...order, state: 'DELIVERED' }],
    asked: [{ ...asked(1), order: { ...asked(1).order, kind: 'brought' } }],
    authorizations: [{ ...authorization, state: 'CHARGED' }],
    accounts: [{ ...account, held: 0 }],
    tickets: [{ ...ticket, state: 'PICKED_UP' }],
    kitchens: [{ id: RESTAURANT, open: 0, capacity: 10 }],
    deliveries: [{ id: 'order-1', state: 'DELIVERED', courier: 'kim' }],
    steps: stepsOf(['DeliveryOffered', null, 'o1'], ['OfferAnswered', 'kim', 'o1'], ['DeliveryScheduled', 'kim', 'o1'], ['DeliveryPickedUp', 'kim'], ['DeliveryDelivered', 'kim']),
    history: [{ ...shown, state: 'DELIVERED', ticket: 'PICKED_UP', delivery: 'DELIVERED' }],
    outbox: [...sound().outbox, charged()],
    published: [...sound().published, ...publishedToo([charged()])],
    ...change,
  };
};
