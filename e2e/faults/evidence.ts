import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { databaseName, databaseServices } from '../../infra/databases.ts';
import type { DatabaseService } from '../../infra/databases.ts';
import { readTopics } from '../../infra/messages/read-topics.ts';
import type { StackState } from '../../infra/stack-state.ts';
import type { Asked } from './order-stream.ts';

export interface OrderRow {
  readonly id: string;
  readonly consumer: string;
  readonly state: string;
  readonly reason: string | null;
  readonly total: number;
  readonly street: string;
  /** As JSON, see {@link linesOf}. */
  readonly lines: string;
  /** What its lines come to. */
  readonly worth: number;
  /** Of a lock, or of an order that waits for its approval: seconds since its deadline, negative before. */
  readonly overdue: number | null;
}

export interface AuthorizationRow {
  readonly id: string;
  readonly state: string;
  readonly account: string | null;
  readonly amount: number | null;
}

export interface AccountRow {
  readonly id: string;
  readonly limit: number;
  readonly held: number;
  /** What was charged and is not settled. */
  readonly owed: number;
}

export interface TicketRow {
  readonly id: string;
  readonly restaurant: string;
  readonly state: string;
  /** As an order's; none where it was cancelled before it was heard of. */
  readonly lines: string | null;
}

/** What the order history shows. */
export interface HistoryRow {
  readonly id: string;
  readonly state: string | null;
  readonly total: number | null;
  readonly lines: string | null;
  readonly ticket: string | null;
  readonly delivery: string | null;
}

export interface KitchenRow {
  readonly id: string;
  readonly open: number;
  readonly capacity: number | null;
}

export interface DeliveryRow {
  readonly id: string;
  readonly state: string;
  /** Whose plan it is in, or was. */
  readonly courier: string | null;
}

/** A courier with their plan. */
export interface CourierRow {
  readonly id: string;
  readonly stops: readonly { readonly orderId: string; readonly action: string }[];
  /** How many deliveries the plan is said to have. */
  readonly orders: number;
}

/** One thing that happened to a delivery. */
export interface DeliveryStep {
  /** Of the delivery. */
  readonly id: string;
  readonly type: string;
  readonly courier: string | null;
  readonly offer: string | null;
}

/** What came of folding every delivery again from all that happened to it. */
export interface Rebuilt {
  readonly compared: number;
  /** Those that are kept otherwise, and what of them is. */
  readonly drifts: readonly { readonly id: string; readonly what: string }[];
}

/** A message, as it was written or as it was published. */
export interface Message {
  readonly id: string;
  readonly channel: string;
  /** Of the aggregate that it tells of. */
  readonly key: string;
  readonly type: string;
  /** The message that led to it; none for a request or a deadline. */
  readonly cause: string | null;
  /** Of a saga's commands, replies and events. */
  readonly saga?: SagaPlace | null;
  /** Of a charge. */
  readonly amount?: number | null;
}

/** Where a message belongs in a saga. */
export interface SagaPlace {
  readonly id: string;
  /** Of a command or a reply. */
  readonly step: string | null;
  readonly attempt: number | null;
  /** Why it was refused. */
  readonly code: string | null;
}

export interface OutboxRow extends Message {
  readonly service: DatabaseService;
  /** Who answers an offer. */
  readonly answerer?: string | null;
}

export interface InboxRow {
  readonly service: DatabaseService;
  readonly subscriber: string;
  readonly message: string;
}

export interface DeadLetter {
  readonly service: DatabaseService;
  readonly subscriber: string;
  readonly key: string;
  readonly message: string;
  readonly error: string | null;
}

/** A record of a topic. */
export interface Published extends Message {
  readonly partition: number;
  readonly offset: number;
}

export interface Lag {
  readonly group: string;
  readonly partition: string;
  readonly behind: number;
}

export interface Books {
  readonly pending: number;
  readonly balanced: boolean;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[];
}

/** Everything that can be read of a run from outside. */
export interface Evidence {
  /** The run's own name, which is written on its orders. */
  readonly run: string;
  readonly asked: readonly Asked[];
  readonly orders: readonly OrderRow[];
  readonly authorizations: readonly AuthorizationRow[];
  readonly accounts: readonly AccountRow[];
  readonly tickets: readonly TicketRow[];
  readonly kitchens: readonly KitchenRow[];
  readonly deliveries: readonly DeliveryRow[];
  readonly couriers: readonly CourierRow[];
  /** Each delivery's in their order. */
  readonly steps: readonly DeliveryStep[];
  readonly rebuilt: Rebuilt;
  readonly history: readonly HistoryRow[];
  /** In the order in which they were written; empty where the relay deletes what it has sent. */
  readonly outbox: readonly OutboxRow[];
  /** Of messages only; what was done once for a request is among `asked`. */
  readonly inbox: readonly InboxRow[];
  readonly deadLetters: readonly DeadLetter[];
  /** Each partition's in their order; a message that was sent twice is there twice. */
  readonly published: readonly Published[];
  readonly lags: readonly Lag[];
  readonly books: Books;
}

/** SQL for line items as JSON that can be compared: dish, quantity, price. */
const linesOf = (column: string): string =>
  `(select jsonb_agg(jsonb_build_array(l->>'menuItemId', l->'quantity', l->'price'->'amount') order by l->>'menuItemId') from jsonb_array_elements(${column}) l)::text`;
const worth = `(select sum((l->>'quantity')::float8 * (l->'price'->>'amount')::float8) from jsonb_array_elements(line_items) l)`;

const tables = {
  orders: [
    'order',
    `select id, consumer_id as consumer, state, reason, total_amount::float8 as total, delivery_address->>'street' as street,
      ${linesOf('line_items')} as lines, ${worth} as worth, extract(epoch from now() - due_at)::float8 as overdue from orders order by id`,
  ],
  history: [
    'order',
    `select order_id as id, state, total_amount::float8 as total, ${linesOf('line_items')} as lines, ticket_state as ticket, delivery_state as delivery
      from order_history where generation = (select active from views where name = 'order-history')`,
  ],
  authorizations: ['consumer', 'select id, state, account_id as account, amount::float8 as amount from authorizations'],
  accounts: ['consumer', 'select id, credit_limit::float8 as limit, held::float8 as held, charged::float8 as owed from accounts'],
  tickets: ['restaurant', `select id, restaurant_id as restaurant, state, ${linesOf('line_items')} as lines from tickets`],
  kitchens: ['restaurant', 'select id, open_tickets as open, capacity from kitchens'],
  deliveries: ['delivery', 'select id, state, courier_id as courier from deliveries'],
  couriers: ['delivery', 'select id, stops, orders from couriers'],
  steps: ['delivery', `select id, type, data->>'courierId' as courier, data->>'offerId' as offer from delivery_events order by id, version`],
} as const;

const runtimeTables = {
  outbox: `select id, channel, key, type, causation_id as cause, case when body ? 'saga' or body ? 'sagaId' then jsonb_build_object('id', coalesce(body->>'sagaId', body->'saga'->>'sagaId'),
      'step', body->'saga'->>'step', 'attempt', (body->'saga'->>'attempt')::int, 'code', body->>'code') end as saga, case when type like '%.AccountCharged.%' then (body->'amount'->>'amount')::float8 end as amount,
      case when channel = 'ftgo.delivery.replies' then body->>'courierId' end as answerer
    from outbox, lateral (select case when content_type = 'application/json' then payload::jsonb end as body) b order by seq`,
  inbox: `select subscriber, message_id as message from inbox where subscriber not in ('request', 'call')`,
  deadLetters: `select subscriber, key, message_id as message, error_class as error from dead_letters where state in ('dead', 'waiting')`,
} as const;

const execute = promisify(execFile);

/** Reads all of it, now; only a system at rest is read consistently. */
export async function gather(stack: StackState, asked: readonly Asked[], run: string, books: Books): Promise<Evidence> {
  const rows: Record<string, object[]> = {};
  for (const service of databaseServices) {
    const client = new pg.Client({ connectionString: urlOf(stack, service) });
    await client.connect();
    try {
      for (const [name, [owner, query]] of Object.entries(tables)) if (owner === service) rows[name] = (await client.query<object>(query)).rows;
      for (const [name, query] of Object.entries(runtimeTables)) {
        const { rows: found } = await client.query<object>(query);
        rows[name] = [...(rows[name] ?? []), ...found.map((row) => ({ ...row, service }))];
      }
    } finally {
      await client.end();
    }
  }
  const published = await readTopics(
    stack.kafkaBrokers,
    // Its subject: the record's key may be what is missing.
    ({ id, type, channel, subject: key, causationId: cause = null, partition, offset }): Published => ({ id, type, channel, key, cause, partition, offset: Number(offset) }),
  );
  const [lags, rebuilt] = await Promise.all([lagsOf(stack.kafkaBrokers), rebuild(urlOf(stack, 'delivery'))]);
  return { run, asked, published, books, lags, rebuilt, ...(rows as unknown as Pick<Evidence, keyof typeof tables | keyof typeof runtimeTables>) };
}

/** Folds every delivery again, by the code of its service: a process of its own, since that is no JavaScript with types. */
async function rebuild(databaseUrl: string): Promise<Rebuilt> {
  const flags = ['--experimental-transform-types', '--disable-warning=ExperimentalWarning'];
  const { stdout } = await execute(process.execPath, [...flags, join(import.meta.dirname, 'rebuild.ts'), databaseUrl]);
  return JSON.parse(stdout) as Rebuilt;
}

/** How many deliveries somebody still has to do something about: couriers, or a timer. */
export async function deliveriesUnderWay(stack: StackState): Promise<number> {
  const client = new pg.Client({ connectionString: urlOf(stack, 'delivery') });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from deliveries where due_at is not null or state in ('SCHEDULED', 'PICKED_UP', 'CANCEL_PENDING')`,
    );
    return rows[0]!.count;
  } finally {
    await client.end();
  }
}

function urlOf({ postgresUrl }: StackState, service: DatabaseService): string {
  const url = new URL(postgresUrl);
  url.pathname = `/${databaseName(service)}`;
  return url.href;
}

/** Of the services, and of the message router where it is between them; not of whoever looks on. */
const isOfTheSystem = (group: string): boolean => group.startsWith('ftgo.') && !group.startsWith('ftgo.messages.');

/** How far each group of the system is behind the ends of its topics. */
export async function lagsOf(brokers: readonly string[]): Promise<Lag[]> {
  const admin = new Kafka({ clientId: 'ftgo-faults', brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const ends = new Map<string, number>();
    const lags: Lag[] = [];
    const { groups } = await admin.listGroups();
    for (const { groupId: group } of groups.filter(({ groupId }) => isOfTheSystem(groupId))) {
      for (const { topic, partitions } of await admin.fetchOffsets({ groupId: group })) {
        for (const { partition, offset } of partitions) {
          const place = `${topic}/${partition}`;
          if (!ends.has(place)) for (const end of await admin.fetchTopicOffsets(topic)) ends.set(`${topic}/${end.partition}`, Number(end.high));
          // -1: nothing of it was ever committed.
          const behind = (ends.get(place) ?? 0) - Math.max(Number(offset), 0);
          if (behind > 0) lags.push({ group, partition: place, behind });
        }
      }
    }
    return lags;
  } finally {
    await admin.disconnect();
  }
}
