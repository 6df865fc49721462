import type { SqlExecutor } from './sql-executor.ts';

/** So many rows go in one statement: short enough that nobody waits for it. */
const AT_ONCE = 5_000;

/** What has had its effect, as the write path keeps it: a row for each message and subscriber, and for each request. */
export class Inbox {
  constructor(private readonly sql: SqlExecutor) {}

  /**
   * Forgets what had its effect before a time. What is delivered or asked once more after that has its effect once more, so the time
   * lies further back than any outage, replay or repeated request may reach. Safe to do on several instances at once.
   *
   * @param stopping ends it after the statement that it is at
   * @returns how many were forgotten
   * @throws SqlFault when the database is away; what was forgotten by then stays so
   */
  async forgetBefore(time: Date, stopping?: AbortSignal): Promise<number> {
    let forgotten = 0;
    while (!stopping?.aborted) {
      const gone = await this.sql.query(forget, [time.toISOString(), AT_ONCE]);
      forgotten += gone.length;
      if (gone.length < AT_ONCE) break;
    }
    return forgotten;
  }
}

const forget = `delete from inbox where ctid = any (array(
  select ctid from inbox where seen_at < $1::timestamptz limit $2::integer for update skip locked
)) returning 1 as gone`;
