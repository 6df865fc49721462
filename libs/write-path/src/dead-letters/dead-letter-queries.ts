import type { ReceivedMessage } from '@ftgo/envelope';
import type { SqlExecutor } from '../sql-executor.ts';
import { type Fate, deadLetterTable } from './fate.ts';
import type { KeptHeader } from './record.ts';

/** The messages of one key that a subscriber sees, one after the other. */
export interface Line {
  readonly subscriber: string;
  readonly key: string;
}

/** A message that was set aside, as it came, and what has become of it. */
export interface DeadLetter {
  readonly id: string;
  readonly subscriber: string;
  readonly message: ReceivedMessage;
  readonly headers: readonly KeptHeader[];
  readonly fate: Fate;
  readonly parkedAt: Date;
  /** The first of its line that is not settled. */
  readonly isHead: boolean;
  /** How many of its line wait behind it. */
  readonly behind: number;
  readonly isUnderWay: boolean;
}

const unsettled = (letter: string): string => `${letter}.state in ('dead', 'waiting')`;
const sameLine = (one: string, other: string): string => `${one}.subscriber = ${other}.subscriber and ${one}.key = ${other}.key`;

/** @param bodies with them, and with the headers */
const columns = (bodies: boolean): string => `d.id::text, d.subscriber, d.key, d.message_id, d.type, d.source, d.subject, d.time, d.content_type,
  d.reply_to, d.correlation_id, d.causation_id, d.traceparent, d.channel, d.partition, d."offset", d.parked_at,
  d.state, d.attempts, d.error_class, d.error_detail, d.taken_until, d.settled_at, d.settled_by, d.reason,
  coalesce(d.taken_until > now(), false) as under_way,
  ${unsettled('d')} and not exists (
    select from dead_letters e where ${sameLine('e', 'd')} and ${unsettled('e')} and e.position < d.position) as head,
  (select count(*)::integer from dead_letters w where ${sameLine('w', 'd')} and ${unsettled('w')} and w.position > d.position) as behind
  ${bodies ? ', d.headers::text as headers, d.record_key, d.body' : ''}`;

export const queries = {
  find: `select ${columns(true)} from dead_letters d where d.id = $1::uuid`,

  head: `select ${columns(true)} from dead_letters d
    where d.subscriber = $1 and d.key = $2 and ${unsettled('d')} order by d.position limit 1`,

  behind: `select ${columns(false)} from dead_letters d
    where d.subscriber = $1 and d.key = $2 and ${unsettled('d')}
      and d.position > (select position from dead_letters where id = $3::uuid) order by d.position limit $4::integer`,

  list: `select ${columns(false)} from dead_letters d
    where ($1 = '' or d.subscriber = $1) and ($2 = '' or d.key = $2)
      and case when $3 = '' then ${unsettled('d')} else d.state = $3 end
      and (nullif($4, '') is null or d.id > nullif($4, '')::uuid) order by d.id limit $5::integer`,

  abandoned: `select subscriber, key from (
      select distinct on (d.subscriber, d.key) d.subscriber, d.key, d.state, d.taken_until
      from dead_letters d where ${unsettled('d')} order by d.subscriber, d.key, d.position) as heads
    where state = 'waiting' and coalesce(taken_until < now(), true) limit $1::integer`,
} as const;

/**
 * How many messages are set aside and not settled: those that failed, and those that wait behind them.
 *
 * @param subscriber only its own, if given
 */
export async function countDeadLetters(sql: SqlExecutor, subscriber = ''): Promise<number> {
  const counting = `select count(*)::integer as letters from dead_letters d where ${unsettled('d')} and ($1 = '' or d.subscriber = $1)`;
  const [counted] = await sql.query<{ letters: number }>(counting, [subscriber]);
  return counted!.letters;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a row of the columns above
export function letterOf(row: any): DeadLetter {
  const headers: KeptHeader[] = row.headers ? JSON.parse(row.headers) : [];
  return {
    id: row.id,
    subscriber: row.subscriber,
    headers,
    parkedAt: row.parked_at,
    isHead: row.head,
    behind: row.behind,
    isUnderWay: row.under_way,
    fate: deadLetterTable.fromRow(row, row.id, 0),
    message: {
      id: row.message_id,
      type: row.type,
      source: row.source,
      subject: row.subject,
      time: row.time,
      contentType: row.content_type,
      replyTo: row.reply_to ?? undefined,
      correlationId: row.correlation_id,
      causationId: row.causation_id ?? undefined,
      traceparent: row.traceparent ?? undefined,
      channel: row.channel,
      partition: row.partition,
      offset: row.offset,
      key: row.key,
      body: bytes(row.body),
      record: { key: bytes(row.record_key), headers: recordHeaders(headers) },
    },
  };
}

const bytes = (value: Uint8Array | null | undefined): Buffer | null => (value ? Buffer.from(value) : null);

function recordHeaders(headers: readonly KeptHeader[]): Record<string, Buffer[]> {
  const all: Record<string, Buffer[]> = {};
  for (const [name, value] of headers) (all[name] ??= []).push(Buffer.from(value, 'base64'));
  return all;
}
