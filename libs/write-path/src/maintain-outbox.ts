import type { SqlExecutor } from './sql-executor.ts';

/** Days for which partitions are made ahead: a service may be down that long and still find its partition. */
const daysAhead = 14;

/**
 * Makes the outbox's partitions of the coming days and drops those of days (UTC) before `dropBefore`. To be called at start and
 * once a day; safe to repeat and to race. A day that has no partition loses nothing: its rows lie in the default partition.
 *
 * @param dropBefore no later than the day of the relay's confirmed position
 */
export async function maintainOutbox(sql: SqlExecutor, { dropBefore }: { readonly dropBefore?: Date } = {}): Promise<void> {
  await sql.query('select maintain_outbox($1, $2::date)::text', [daysAhead, dropBefore?.toISOString().slice(0, 10) ?? null]);
}
