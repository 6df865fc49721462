import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { databaseName, databaseServices } from '../../infra/databases.ts';
import type { DatabaseService } from '../../infra/databases.ts';
import { readTopics } from '../../infra/messages/read-topics.ts';
import type { StackState } from '../../infra/stack-state.ts';
// The file itself: the package as a whole needs a compiler, and this is run as it stands.
import { asAdmin } from '../../libs/messaging/src/kafka/as-admin.ts';
import type { Books, Evidence, Lag, Published, Rebuilt } from './evidence.ts';
import type { Asked } from './order-stream.ts';

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
export function lagsOf(brokers: readonly string[]): Promise<Lag[]> {
  const kafka = new Kafka({ clientId: 'ftgo-faults', brokers: [...brokers], logLevel: logLevel.NOTHING });
  return asAdmin(kafka, async (admin) => {
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
  });
}
