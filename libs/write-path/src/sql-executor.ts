/** Runs one statement, which is one transaction. The only thing the write path needs of a database client. */
export abstract class SqlExecutor {
  /** @throws SqlFault whatever goes wrong; PassingFault where it is known that no statement is to blame. */
  abstract query<T>(sql: string, params: readonly unknown[]): Promise<T[]>;
}

/** A statement failed. Without an SQLSTATE the server was not reached, or its answer was lost: it may have committed. */
export class SqlFault extends Error {
  override readonly name = 'SqlFault';

  constructor(
    message: string,
    readonly sqlState: string | undefined,
    /** The unique constraint or index that was violated. */
    readonly constraint: string | undefined,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /**
   * The data of some call is to blame, so that no retry will mend it: a value that its type does not take (class 22),
   * a constraint (23), a limit such as the length of an index entry (54).
   */
  get isOfData(): boolean {
    return /^(22|23|54)/.test(this.sqlState ?? '');
  }

  /** Another row has a value that only one may have. */
  get isOfUniqueness(): boolean {
    return this.sqlState === '23505';
  }

  /** Another transaction was in the way: serialization failure, deadlock. Nothing was written; at once again. */
  get isOfConcurrency(): boolean {
    return this.sqlState === '40001' || this.sqlState === '40P01';
  }

  /** A row was locked by somebody for longer than `lock_timeout`. */
  get isOfLock(): boolean {
    return this.sqlState === '55P03';
  }

  isViolationOf(constraints: ReadonlySet<string>): boolean {
    return this.isOfUniqueness && this.constraint !== undefined && constraints.has(this.constraint);
  }
}
