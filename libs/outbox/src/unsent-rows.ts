import type pg from 'pg';
import { outboxColumns } from './outbox-row.ts';
import type { OutboxRow } from './outbox-row.ts';

/** What is deleted when the broker has the rows. */
interface Place {
  readonly seq: string;
  readonly day: string;
}

export interface UnsentRows {
  readonly rows: readonly OutboxRow[];
  readonly places: readonly Place[];
}

export interface BatchBounds {
  readonly batchRows: number;
  readonly batchBytes: number;
}

const size = 'coalesce(octet_length(payload), octet_length(payload_bytes))';
const columns = outboxColumns.map((column) => `"${column}"::text`).join(', ');

/**
 * The oldest rows of the table, within the bounds and at least one where there is any, in the order of `seq`. An aggregate's rows
 * get their numbers while it is locked, so a row that is not visible yet has no later one of its key that is.
 */
export async function readUnsent(client: pg.Client, { batchRows, batchBytes }: BatchBounds): Promise<UnsentRows> {
  const { rows } = await client.query<string[]>({
    name: 'read unsent',
    text: `select seq::text, day::text, ${columns} from (
        select *, sum(size) over (order by seq rows unbounded preceding) as bytes
        from (select *, ${size} as size from outbox order by seq limit ${batchRows}) as oldest
      ) as measured
      where bytes <= ${batchBytes} or bytes = size order by measured.seq`,
    rowMode: 'array',
  });
  return { rows: rows.map((row) => row.slice(2)), places: rows.map(([seq, day]) => ({ seq: seq!, day: day! })) };
}

/** Deletes those rows and no others: one with a lower number may have been committed meanwhile. */
export async function deleteSent(client: pg.Client, places: readonly Place[]): Promise<void> {
  const days = places.map(({ day }) => day).sort();
  await client.query({
    name: 'delete sent',
    text: 'delete from outbox where seq = any($1::bigint[]) and day between $2::date and $3::date',
    values: [places.map(({ seq }) => seq), days[0], days.at(-1)],
  });
}
