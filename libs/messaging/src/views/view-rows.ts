import { type AggregateRef, type SqlExecutor, countDeadLetters } from '@ftgo/write-path';
import { v5 as uuidv5 } from 'uuid';
import { type Generations, generationsTable, goneOf } from './generations.ts';
import { type View, subscriberOf } from './view.ts';

const AT_ONCE = 5_000;
const BEYOND_ALL = 2 ** 31 - 1;
const VIEWS = '6f0b6d1c-2f0a-5c57-9d53-0a2c7f6f5a10';

const idOf = (name: string): string => uuidv5(name, VIEWS);

export const generationsOf = (name: string): AggregateRef<Generations> => ({ table: generationsTable, id: idOf(name) });

export async function findGenerations(sql: SqlExecutor, name: string): Promise<Generations | undefined> {
  const [row] = await sql.query<Record<string, unknown>>('select active, latest, building, since, asked_by, name from views where id = $1::uuid', [idOf(name)]);
  return row && generationsTable.fromRow(row, idOf(name), 0);
}

export function deadLettersOf(sql: SqlExecutor, view: View, generation: number): Promise<number> {
  return countDeadLetters(sql, subscriberOf(view, generation));
}

/**
 * Deletes some of what is left of generations that nobody reads from any more: rows, the inbox's, dead letters. Not by the write path: they
 * are nobody's state.
 *
 * @returns how much was found; there may be more
 */
export async function deleteSome(sql: SqlExecutor, view: View, generations: Generations): Promise<number> {
  const subscribers = goneOf(generations).map((generation) => subscriberOf(view, generation));
  if (subscribers.length === 0) return 0;
  const { active, building = BEYOND_ALL } = generations;
  let found = 0;
  for (const table of view.tables) {
    const gone = 'generation < $1::integer or (generation > $1::integer and generation < $2::integer)';
    found += await deleted(sql, `"${table}"`, gone, [active, building]);
  }
  const theirs = `subscriber in (select jsonb_array_elements_text($1::jsonb))`;
  for (const table of ['inbox', 'dead_letters']) found += await deleted(sql, table, theirs, [JSON.stringify(subscribers)]);
  return found;
}

async function deleted(sql: SqlExecutor, table: string, where: string, params: readonly unknown[]): Promise<number> {
  const [row] = await sql.query<{ n: number }>(
    `with gone as (delete from ${table} where ctid = any(array(select ctid from ${table} where ${where} limit ${AT_ONCE} for update skip locked)) returning 1)
      select count(*)::integer as n from gone`,
    params,
  );
  return row!.n;
}
