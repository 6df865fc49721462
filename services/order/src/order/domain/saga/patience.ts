/** How long a saga waits for an answer, and how often it asks. */
export class Patience {
  /**
   * @param firstMs how long it waits for an answer to its first attempt at a step; twice as long to each that follows
   * @param mostMs the longest that it waits
   * @param attempts after so many it gives the step up, or is stuck with it
   */
  constructor(
    private readonly firstMs: number,
    private readonly mostMs: number,
    private readonly attempts: number,
  ) {}

  dueAt(attempt: number, now: Date): Date {
    return new Date(now.getTime() + Math.min(this.mostMs, this.firstMs * 2 ** (attempt - 1)));
  }

  isOver(attempt: number): boolean {
    return attempt >= this.attempts;
  }
}

/** What a saga knows of time. */
export interface Clock {
  readonly now: Date;
  readonly patience: Patience;
}
