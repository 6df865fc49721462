export * from './write-path.ts';
export { CoalescingWritePath } from './coalescing-write-path.ts';
export type { WritePathOptions } from './coalescing-write-path.ts';
export { SqlExecutor, SqlFault } from './sql-executor.ts';
export { prismaSql } from './prisma-sql.ts';
export { statementNames } from './statement-names.ts';
export { countDeadLetters } from './dead-letters.ts';
