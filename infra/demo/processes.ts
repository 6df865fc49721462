import { setTimeout as after } from 'node:timers/promises';
import { isAlive, type RecordedProcess } from '../process-identity.ts';

/** Stops, wakes and kills processes of the local stack, and nothing else; leaves none stopped behind. */
export class Processes {
  readonly #read: () => readonly RecordedProcess[];
  readonly #asleep = new Map<number, string>();

  constructor(read: () => readonly RecordedProcess[]) {
    this.#read = read;
    // One that was itself killed (kill -9) may have left sleepers behind; whoever is awake does not mind.
    for (const each of read()) if (isAlive(each)) this.#continue(each.pid);
  }

  has(name: string): boolean {
    return this.#find(name) !== undefined;
  }

  pidOf(name: string): number {
    const found = this.#find(name);
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
    while ((this.#find(name)?.pid ?? oldPid) === oldPid) {
      if (Date.now() > until) throw new Error(`The supervisor did not start ${name} again within ${withinMs / 1000} s`);
      await after(20);
    }
  }

  /** As it runs now: its pid alone may be a stranger's. */
  #find(name: string): RecordedProcess | undefined {
    return this.#read().find((each) => each.name === name && isAlive(each));
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
