export * from './write-path.ts';
export { CoalescingWritePath } from './coalescing-write-path.ts';
export type { WritePathOptions } from './coalescing-write-path.ts';
export { SqlExecutor, SqlFault } from './sql-executor.ts';
export { prismaSql } from './prisma-sql.ts';
export { statementNames } from './statement-names.ts';
export { DeadLetters, type LetterFilter } from './dead-letters/dead-letters.ts';
export { type DeadLetter, type Line, countDeadLetters } from './dead-letters/dead-letter-queries.ts';
export { type Fate, type LetterState, isSettled } from './dead-letters/fate.ts';
