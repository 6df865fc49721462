import type { SqlExecutor } from './sql-executor.ts';

/** How many messages are set aside and not settled: those that failed, and those that wait behind them. */
export async function countDeadLetters(sql: SqlExecutor): Promise<number> {
  const [counted] = await sql.query<{ letters: number }>(
    `select count(*)::integer as letters from dead_letters where state in ('dead', 'waiting')`,
    [],
  );
  return counted!.letters;
}
