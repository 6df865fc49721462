import { setTimeout as after } from 'node:timers/promises';
import { isAlive, type RecordedProcess } from '../process-identity.ts';

/** `part`: what it is one of, `order` of `order-2`. */
type StackProcess = RecordedProcess & { readonly part?: string };

/** Stops, wakes and kills processes of the local stack, and nothing else; leaves none stopped behind. A name is a process's or its part's. */
export class Processes {
  readonly #read: () => readonly StackProcess[];
  readonly #asleep = new Map<number, string>();
  readonly #killed = new Map<number, string>();

  constructor(read: () => readonly StackProcess[]) {
    this.#read = read;
    // One that was itself killed (kill -9) may have left sleepers behind; whoever is awake does not mind.
    for (const each of read()) if (isAlive(each)) this.#continue(each.pid);
  }

  has(name: string): boolean {
    return this.all(name).length > 0;
  }

  /** Names of the processes of a part, as they run now. */
  all(name: string): string[] {
    return this.#named(name).map((each) => each.name);
  }

  pidOf(name: string): number {
    const [found] = this.#named(name);
    if (!found) throw new Error(`There is no ${name} among the processes of the running stack`);
    return found.pid;
  }

  /** From now on it does nothing, and answers nobody: SIGSTOP. */
  putToSleep(name: string): void {
    this.pidOf(name);
    for (const { pid } of this.#named(name)) {
      this.#asleep.set(pid, name);
      process.kill(pid, 'SIGSTOP');
    }
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
    this.#killed.set(pid, this.#named(name)[0]!.name);
    process.kill(pid, 'SIGKILL');
    return pid;
  }

  /** Waits until the supervisor has put another process in its place. */
  async replaced(name: string, oldPid: number, withinMs = 30_000): Promise<void> {
    const until = Date.now() + withinMs;
    const before = this.#killed.get(oldPid) ?? name;
    while ((this.#read().find((each) => each.name === before && isAlive(each))?.pid ?? oldPid) === oldPid) {
      if (Date.now() > until) throw new Error(`The supervisor did not start ${name} again within ${withinMs / 1000} s`);
      await after(20);
    }
  }

  /** As it runs now: its pid alone may be a stranger's. */
  #named(name: string): StackProcess[] {
    return this.#read().filter((each) => (each.name === name || each.part === name) && isAlive(each));
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
