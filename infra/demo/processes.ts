import { setTimeout as after } from 'node:timers/promises';

/** A process of the local stack, as its state file names it. */
interface StackProcess {
  readonly name: string;
  readonly pid: number;
}

/** Stops, wakes and kills processes of the local stack, and nothing else; leaves none stopped behind. */
export class Processes {
  readonly #read: () => readonly StackProcess[];
  readonly #asleep = new Map<number, string>();

  constructor(read: () => readonly StackProcess[]) {
    this.#read = read;
  }

  pidOf(name: string): number {
    const found = this.#read().find((each) => each.name === name);
    if (!found) throw new Error(`There is no ${name} among the processes of the running stack`);
    return found.pid;
  }

  /** From now on it does nothing, and answers nobody: SIGSTOP. */
  putToSleep(name: string): void {
    const pid = this.pidOf(name);
    this.#asleep.set(pid, name);
    process.kill(pid, 'SIGSTOP');
  }

  /** It goes on where it was: SIGCONT. */
  wake(name: string): void {
    for (const [pid, sleeper] of this.#asleep) if (sleeper === name) this.#continue(pid);
  }

  /** For `finally` and for signals: synchronous, and never throws. */
  wakeAll(): void {
    for (const pid of this.#asleep.keys()) this.#continue(pid);
  }

  kill(name: string): number {
    const pid = this.pidOf(name);
    process.kill(pid, 'SIGKILL');
    return pid;
  }

  /** Waits until the supervisor has put another process in its place. */
  async replaced(name: string, oldPid: number, withinMs = 30_000): Promise<void> {
    const until = Date.now() + withinMs;
    while (this.#pidNow(name) === oldPid) {
      if (Date.now() > until) throw new Error(`The supervisor did not start ${name} again within ${withinMs / 1000} s`);
      await after(20);
    }
  }

  #pidNow(name: string): number | undefined {
    return this.#read().find((each) => each.name === name)?.pid;
  }

  #continue(pid: number): void {
    this.#asleep.delete(pid);
    try {
      process.kill(pid, 'SIGCONT');
    } catch {
      // It has ended meanwhile: there is nothing to wake.
    }
  }
}
