import { createHash } from 'node:crypto';

const firstRenewal = 64;
const lastRenewal = 16_384;

/**
 * Names statements for PostgreSQL, which then parses and plans them once per connection. Without it half of the server's time goes there.
 *
 * A plan is kept until the table is analyzed, so one that was made for an empty table would go on reading a table of a million
 * rows from end to end. So the name changes, and a new plan is made, whenever the number of runs has doubled.
 */
export function statementNames(): (sql: string) => string {
  const known = new Map<string, { readonly hash: string; runs: number; name: string }>();
  return (sql) => {
    let statement = known.get(sql);
    if (!statement) {
      const hash = createHash('sha256').update(sql).digest('base64url').slice(0, 16);
      known.set(sql, (statement = { hash, runs: 0, name: `ftgo_${hash}_0` }));
    }
    const runs = ++statement.runs;
    if (runs >= firstRenewal && runs <= lastRenewal && (runs & (runs - 1)) === 0) statement.name = `ftgo_${statement.hash}_${runs}`;
    return statement.name;
  };
}
