import type { AnyTable, StreamForm } from '../write-path.ts';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** What is loaded of a stream: the last snapshot that can still be read, and the events after it. */
export const streamColumns = ['snapshot', 'events'];

/** Like a row of a table, its columns being `snapshot` and `events`. */
export function headAndTail({ table }: AnyTable, { events, schema }: StreamForm<unknown>): string {
  const readable = `(h.snapshot->>'schema')::integer = ${schema}`;
  const tail = `select json_agg(json_build_array(e.type, e.data) order by e.version) from ${quoted(events)} e
    where e.id = h.id and e.version > case when ${readable} then (h.snapshot->>'version')::integer else 0 end`;
  return `h.id, h.version, case when ${readable} then h.snapshot end as snapshot, (${tail}) as events from ${quoted(table)} h where h.id = wanted.id::uuid`;
}

/** Columns of a flight's rows beside the head's own: what is appended, and the snapshot where one is due. */
export const appendedColumns = ', _e jsonb, _s jsonb';

export const versionAfter = `r._v + jsonb_array_length(r._e)`;

/** The version that an event is appended at is free, for its head was at the version before: the primary key is the last line. */
export function appendOf({ events }: StreamForm<unknown>, i: number): string {
  return `appended${i} as (insert into ${quoted(events)} (id, version, type, data, occurred_at, correlation_id, causation_id)
    select r.id, r._v + e.n, e.ty, e.da, e.at, e.co, e.ca from rows${i} r
      cross join lateral jsonb_to_recordset(r._e) as e(n integer, ty text, da jsonb, at timestamptz, co text, ca text)
    where r._w and r._g not in (select g from failed) order by r.id, e.n)`;
}
