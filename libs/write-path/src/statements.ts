import { appendOf, appendedColumns, headAndTail, streamColumns, versionAfter } from './event-streams/stream-statements.ts';
import type { AnyTable, ColumnType } from './write-path.ts';

/** What the statements begin with, so that a person knows them in what the server is doing. */
const marker = '/* write path */';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const list = (names: readonly string[]): string => names.map((name) => `, ${name}`).join('');

type WhatIsLocked = 'wait' | 'skip';

/**
 * One row, whose text is JSON: per table `[id, version, ...columns]`, the inbox's verdicts, the parked keys.
 * The parameter is `{"0": [ids], "1": [ids], …, "causes": [{s, m}], "keys": [{s, k}]}`, tables by their place in the list.
 */
export function loadStatement(tables: readonly AnyTable[]): string {
  const loads = tables.map((table, i) => {
    const columns = loadedColumns(table).map((column) => `a.${quoted(column)}`);
    const found = table.stream ? headAndTail(table, table.stream) : `* from ${quoted(table.table)} where id = wanted.id::uuid`;
    return `'${i}', (select json_agg(json_build_array(a.id, a.version${list(columns)}))
      from jsonb_array_elements_text($1::jsonb->'${i}') as wanted(id) ${each(found, 'a')}),`;
  });
  const causes = `jsonb_to_recordset($1::jsonb->'causes') as r(s text, m text)`;
  const keys = `jsonb_to_recordset($1::jsonb->'keys') as r(s text, k text)`;
  return `${marker} select json_build_object(${loads.join('\n')}
    'causes', (select json_agg(json_build_array(r.s, r.m, i.fingerprint, i.answer)) from ${causes} ${each(seenIn, 'i')}),
    'dead', (select json_agg(json_build_array(r.s, r.m)) from ${causes} ${each(deadIn, 'd')}),
    'parked', (select json_agg(json_build_array(r.s, r.k)) from ${keys} ${each(parkedIn, 'd')})
  )::text as loaded`;
}

/** What is loaded of an aggregate beside its id and version, in this order. */
export const loadedColumns = ({ columns, stream }: AnyTable): readonly string[] => (stream ? streamColumns : Object.keys(columns));

/**
 * Joins what an index finds for each row. Of a plain join the planner thinks that there are a hundred rows in a parameter, and reads
 * tables of some thousand rows from end to end for it.
 */
const each = (found: string, name: string): string => `cross join lateral (select ${found} limit 1) ${name}`;

const seenIn = 'fingerprint, answer from inbox where subscriber = r.s and message_id = r.m';
const deadIn = 'from dead_letters where subscriber = r.s and message_id = r.m';
const parkedIn = `from dead_letters where subscriber = r.s and key = r.k and state in ('dead', 'waiting')`;

/**
 * Writes a flight and returns one row, whose text is a JSON list of the groups that did not pass the gate.
 * The parameter is `{"0": [rows], …, "inbox": […], "outbox": […], "dead": […]}`.
 *
 * A group passes only if every row that its decisions rest on is at the version that they rest on (absent rows: absent), none of
 * its causes had its effect and no key of its messages was parked meanwhile. Existing rows are locked while they are compared, table by table in
 * the order given and by id within one, so that two flights wait for each other in one direction only. Everything is written
 * for the groups that passed and nothing for the others.
 *
 * @param locked whether to wait for rows that another transaction holds, or to let their groups fail at once
 */
export function writeStatement(tables: readonly AnyTable[], locked: WhatIsLocked = 'wait'): string {
  const parts = tables.flatMap((table, i) => [rowsOf(table, i), lockOf(table, i, locked)]);
  const failures = tables.map((table, i) => failuresOf(table, i));
  const writes = tables.flatMap((table, i) => [updateOf(table, i), insertOf(table, i), ...(table.stream ? [appendOf(table.stream, i)] : [])]);
  return `${marker} with ${[...parts, failedOf(failures), ...writes, inboxPart, outboxPart, deadPart].join(',\n')}
    select coalesce(json_agg(distinct g), '[]')::text as failed from failed`;
}

// _g: group, _v: version that decisions rest on, 0 for none, _w: to be written and not only compared, _r: only read, not locked.
function rowsOf(table: AnyTable, i: number): string {
  const columns = Object.entries(table.columns).map(([column, type]: [string, ColumnType]) => `${quoted(column)} ${type}`);
  return `rows${i} as materialized (select * from jsonb_to_recordset($1::jsonb->'${i}')
    as r(_g integer, _v integer, _w boolean, _r boolean, id uuid${list(columns)}${table.stream ? appendedColumns : ''}))`;
}

function lockOf({ table }: AnyTable, i: number, locked: WhatIsLocked): string {
  // Reading the locks of the table before keeps the order of tables.
  const after = i === 0 ? '' : `and (select count(*) from locked${i - 1}) >= 0`;
  const found = `id from ${quoted(table)} where id = r.id and version = r._v`;
  return `locked${i} as materialized (select a.id from (select * from rows${i} where not _r and _v > 0 ${after} order by id offset 0) r
    cross join lateral (select ${found} limit 1 for update${locked === 'skip' ? ' skip locked' : ''}) a)`;
}

function failuresOf({ table }: AnyTable, i: number): string {
  return `select _g from rows${i} where _v > 0 and not _r and id not in (select id from locked${i})
    union all select r._g from rows${i} r left join lateral (select version from ${quoted(table)} where id = r.id limit 1) a on true
      where (r._r or r._v = 0) and coalesce(a.version, 0) <> r._v`;
}

function failedOf(failures: readonly string[]): string {
  const causes = `select r.g from jsonb_to_recordset($1::jsonb->'inbox') as r(g integer, s text, m text, k text)`;
  const known = `${causes} ${each(seenIn, 'i')}`;
  const parked = `${causes} ${each(parkedIn, 'd')}`;
  const dead = `${causes} ${each(deadIn, 'd')} where r.k is not null`;
  return `failed(g) as materialized (${[...failures, known, parked, dead].join('\nunion all ')})`;
}

function updateOf({ table, columns, stream }: AnyTable, i: number): string {
  const sets = Object.keys(columns).map((column) => `${quoted(column)} = r.${quoted(column)}`);
  const head = stream ? `version = ${versionAfter}, snapshot = coalesce(r._s, a.snapshot)` : 'version = r._v + 1';
  return `updated${i} as (update ${quoted(table)} a set ${head}${list(sets)} from rows${i} r
    where a.id = r.id and a.id = any(array(select id from locked${i})) and r._w and r._v > 0 and r._g not in (select g from failed))`;
}

function insertOf({ table, columns, stream }: AnyTable, i: number): string {
  const names = Object.keys(columns).map(quoted);
  const [head, values] = stream ? [', snapshot', `${versionAfter}, _s`] : ['', '1'];
  return `inserted${i} as (insert into ${quoted(table)} (id, version${head}${list(names)})
    select id, ${values}${list(names)} from rows${i} r where _v = 0 and _w and _g not in (select g from failed) order by id)`;
}

const inboxPart = `seen as (insert into inbox (subscriber, message_id, fingerprint, answer)
  select s, m, f, a from jsonb_to_recordset($1::jsonb->'inbox') as r(g integer, s text, m text, f text, a jsonb)
  where g not in (select g from failed) order by s, m)`;

const outboxPart = `sent as (insert into outbox
  (id, channel, key, type, subject, time, correlation_id, causation_id, traceparent, reply_to, content_type, payload, payload_bytes)
  select id, ch, k, ty, k, t, co, ca, tp, re, ct, p, decode(b, 'base64') from jsonb_to_recordset($1::jsonb->'outbox') as r(
    g integer, n integer, id uuid, ch text, k text, ty text, t timestamptz, co text, ca text, tp text, re text,
    ct text, p text, b text)
  where g not in (select g from failed) order by n)`;

const deadPart = `dead as (insert into dead_letters (id, subscriber, key, message_id, state, error_class, error_detail, attempts,
    channel, partition, "offset", type, source, subject, time, content_type, reply_to, correlation_id, causation_id, traceparent,
    headers, record_key, body)
  select id, s, k, m, st, ec, ed, at, ch, pa, o, ty, so, su, t, ct, re, co, ca, tp, h, decode(rk, 'base64'), decode(b, 'base64')
  from jsonb_to_recordset($1::jsonb->'dead') as r(g integer, n integer, id uuid, s text, k text, m text, st text, ec text, ed text,
    at integer, ch text, pa integer, o text, ty text, so text, su text, t timestamptz, ct text, re text, co text, ca text, tp text,
    h jsonb, rk text, b text)
  where g not in (select g from failed) order by n)`;

interface StatementsOfTables {
  readonly load: string;
  readonly write: string;
  readonly writeSkippingLocked: string;
}

/** The statements for a list of tables, made once per list. */
export class Statements {
  readonly #known = new Map<string, StatementsOfTables>();

  for(tables: readonly AnyTable[]): StatementsOfTables {
    const key = tables.map(({ table }) => table).join();
    let known = this.#known.get(key);
    if (!known) {
      known = { load: loadStatement(tables), write: writeStatement(tables), writeSkippingLocked: writeStatement(tables, 'skip') };
      this.#known.set(key, known);
    }
    return known;
  }
}
