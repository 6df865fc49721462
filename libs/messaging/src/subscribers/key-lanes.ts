/**
 * Runs tasks side by side, those of one key one after another in the order in which they came. Nothing here times out or
 * fails: a task answers for its own errors.
 */
export class KeyLanes {
  private readonly lanes = new Map<string, (() => Promise<void>)[]>();
  private readonly roomWaiters: (() => void)[] = [];
  private readonly idleWaiters: (() => void)[] = [];
  private held = 0;

  /** @param limit how many tasks may be running or queued before {@link room} waits. */
  constructor(private readonly limit: number) {}

  get isFull(): boolean {
    return this.held >= this.limit;
  }

  run(key: string, task: () => Promise<void>): void {
    this.held++;
    const lane = this.lanes.get(key);
    if (lane) {
      lane.push(task);
      return;
    }
    const tasks = [task];
    this.lanes.set(key, tasks);
    void this.drain(key, tasks);
  }

  /** Resolves when there is room for another task. */
  async room(): Promise<void> {
    while (this.isFull) await new Promise<void>((resolve) => this.roomWaiters.push(resolve));
  }

  /** Resolves when no task is left. */
  async idle(): Promise<void> {
    while (this.held > 0) await new Promise<void>((resolve) => this.idleWaiters.push(resolve));
  }

  private async drain(key: string, tasks: (() => Promise<void>)[]): Promise<void> {
    for (let next = tasks[0]; next; next = tasks[0]) {
      await next();
      tasks.shift();
      this.held--;
      for (const wake of this.roomWaiters.splice(0)) wake();
      if (this.held === 0) for (const wake of this.idleWaiters.splice(0)) wake();
    }
    this.lanes.delete(key);
  }
}
