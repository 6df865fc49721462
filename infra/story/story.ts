import { readdirSync } from 'node:fs';
import pg from 'pg';
import { databaseName, databaseServices } from '../databases.ts';
import type { DatabaseService } from '../databases.ts';
import { readTopics } from '../messages/read-topics.ts';
import type { TailedMessage } from '../messages/tail-messages.ts';
import { shortType } from '../messages/selection.ts';
import type { StackState } from '../stack-state.ts';
import { logLinesOf } from './log-lines.ts';

type Sources = Pick<StackState, 'postgresUrl' | 'kafkaBrokers' | 'logs'>;

/** Something that happened, at some time. */
export interface Moment {
  readonly at: Date;
  readonly who: string;
  readonly what: string;
}

interface Outbox {
  readonly id: string;
  readonly channel: string;
  readonly key: string;
  readonly type: string;
  readonly time: Date;
  readonly correlation_id: string;
  readonly causation_id: string | null;
}

/** Where the order is a row, in each service's database. */
const states: Readonly<Record<DatabaseService, string>> = {
  order: 'orders',
  consumer: 'authorizations',
  restaurant: 'tickets',
  delivery: 'deliveries',
};

/** Everything that is known of an order, readably: its state everywhere, then what happened in the order of time. */
export async function storyOf({ postgresUrl, kafkaBrokers, logs }: Sources, orderId: string): Promise<string> {
  const databases = await Promise.all(databaseServices.map((service) => inDatabase(postgresUrl, service, orderId)));
  const written = databases.flatMap(({ outbox, service }) => outbox.map((row) => ({ ...row, service })));
  const correlations = new Set(written.map(({ correlation_id }) => correlation_id));
  const messages = await readTopics(kafkaBrokers, (message) => (message.key === orderId || correlations.has(message.correlationId) ? message : undefined));
  const ids = [...new Set([...written.map(({ id }) => id), ...messages.map(({ id }) => id)])];
  const typeOf = new Map([...messages, ...written].map(({ id, type }) => [id, shortType(type)]));
  const handled = await Promise.all(databaseServices.map((service) => handledBy(postgresUrl, service, ids, typeOf)));

  const moments = [
    ...databases.flatMap(({ moments: requestsAndDeadLetters }) => requestsAndDeadLetters),
    ...written.map((row) => writes(row, row.service, messages, typeOf)),
    ...messages.filter(({ id }) => !written.some((row) => row.id === id)).map(fromNowhere),
    ...handled.flat(),
    ...(await logLinesOf(logs, [orderId, ...correlations, ...ids])),
  ].sort((one, other) => one.at.getTime() - other.at.getTime());

  return [
    `Order ${orderId}`,
    ...databases.map(({ service, state }) => `  ${service.padEnd(11)} ${state}`),
    `  correlation ${[...correlations].join(', ') || 'none'}`,
    ...(readdirSync(logs).length === 0 ? ['  There are no logs.'] : []),
    '',
    ...moments.map(({ at, who, what }) => `${at.toISOString().slice(11, 23)}  ${who.padEnd(22)} ${what}`),
  ].join('\n');
}

async function inDatabase(postgresUrl: string, service: DatabaseService, orderId: string) {
  return withDatabase(postgresUrl, service, async (client) => {
    const { rows: state } = await client.query<object>(`select * from ${states[service]} where id = $1`, [orderId]);
    const { rows: outbox } = await client.query<Outbox>(
      `select id, channel, key, type, time, correlation_id, causation_id from outbox
        where key = $1 or correlation_id in (select correlation_id from outbox where key = $1) order by seq`,
      [orderId],
    );
    const { rows: requests } = await client.query<{ message_id: string; seen_at: Date }>(
      `select message_id, seen_at from inbox where subscriber = 'request' and answer::text like '%' || $1 || '%'`,
      [orderId],
    );
    const { rows: letters } = await client.query<Letter>(
      'select subscriber, type, message_id, state, error_class, error_detail, attempts, parked_at, settled_at from dead_letters where key = $1 order by position',
      [orderId],
    );
    const moments: Moment[] = [
      ...requests.map(({ message_id, seen_at }) => ({ at: seen_at, who: service, what: `answers the request with the key ${message_id}` })),
      ...letters.flatMap((letter) => deadLetter(service, letter)),
    ];
    return { service, state: state[0] ? fieldsOf(state[0]) : 'does not know it', outbox, moments };
  });
}

interface Letter {
  readonly subscriber: string;
  readonly type: string;
  readonly message_id: string;
  readonly state: string;
  readonly error_class: string | null;
  readonly error_detail: string | null;
  readonly attempts: number;
  readonly parked_at: Date;
  readonly settled_at: Date | null;
}

function deadLetter(service: DatabaseService, { subscriber, type, message_id, state, error_class, error_detail, attempts, parked_at, settled_at }: Letter): Moment[] {
  const who = `${service} (${subscriber})`;
  const why = error_class ? `: ${error_class} ${error_detail} after ${attempts} attempts` : ', behind another';
  return [
    { at: parked_at, who, what: `sets aside ${shortType(type)} ${message_id}${why}` },
    ...(settled_at ? [{ at: settled_at, who, what: `${shortType(type)} ${message_id} is ${state}` }] : []),
  ];
}

async function handledBy(postgresUrl: string, service: DatabaseService, ids: readonly string[], typeOf: ReadonlyMap<string, string>): Promise<Moment[]> {
  return withDatabase(postgresUrl, service, async (client) => {
    const { rows } = await client.query<{ subscriber: string; message_id: string; seen_at: Date }>(
      'select subscriber, message_id, seen_at from inbox where message_id = any($1)',
      [ids],
    );
    return rows.map(({ subscriber, message_id, seen_at }) => ({
      at: seen_at,
      who: `${service} (${subscriber})`,
      what: `has handled ${typeOf.get(message_id)} ${message_id}`,
    }));
  });
}

function writes({ id, type, time, causation_id }: Outbox, service: DatabaseService, messages: readonly TailedMessage[], typeOf: ReadonlyMap<string, string>): Moment {
  const places = messages.filter((message) => message.id === id).map(placeOf);
  const cause = causation_id ? ` because of ${typeOf.get(causation_id) ?? ''} ${causation_id}` : '';
  return { at: time, who: service, what: `writes ${shortType(type)} ${id}${cause}; ${places.length > 0 ? `it lies at ${places.join(' and ')}` : 'IT IS IN NO TOPIC'}` };
}

const fromNowhere = (message: TailedMessage): Moment => ({
  at: message.time,
  who: message.source,
  what: `${shortType(message.type)} ${message.id} lies at ${placeOf(message)}${message.causationId ? `, because of ${message.causationId}` : ''}; it is in no outbox`,
});

const placeOf = ({ channel, partition, offset }: TailedMessage): string => `${channel} ${partition}/${offset}`;

const fieldsOf = (row: object): string =>
  Object.entries(row)
    .filter(([name, value]) => value !== null && name !== 'id')
    .map(([name, value]) => `${name}=${value instanceof Date ? value.toISOString() : typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(' ');

async function withDatabase<T>(postgresUrl: string, service: DatabaseService, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(postgresUrl);
  url.pathname = `/${databaseName(service)}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
