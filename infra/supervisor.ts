import { Problem } from './problem.ts';
import { family } from './process-family.ts';
import { isAlive, signal } from './process-identity.ts';
import { ServerProcess } from './server-process.ts';
import type { ServerSpec } from './server-process.ts';
import type { RecordedProcess } from './process-identity.ts';

/** A supervised process, and what it is one of: `order-2` is part of `order`. */
export interface SupervisedProcess extends RecordedProcess {
  readonly part: string;
}

interface Kept {
  readonly spec: ServerSpec;
  current: ServerProcess;
  wanted: boolean;
  frozen: boolean;
  failures: number;
  waiting?: NodeJS.Timeout;
}

const firstDelay = 200;
const longestDelay = 5_000;
/** Whoever ran this long had started well: the next fall is a new one. */
const provenAfter = 10_000;

const partOf = ({ name, part = name }: ServerSpec): string => part;
const namesOf = (many: readonly Kept[]): string[] => many.map(({ spec }) => spec.name);

/**
 * Keeps processes running: what ends unasked is started again, ever more slowly while it goes on ending.
 *
 * A name is a process's own or that of its part, which means every process of the part; `order-1` is found also where the only
 * one is called `order`.
 */
export class Supervisor {
  private readonly kept = new Map<string, Kept>();
  private readonly onChange: (line?: string) => void;
  private closed = false;

  /** @param onChange is told after every start and unasked end, with a line for the user where there is something to say */
  constructor(onChange: (line?: string) => void) {
    this.onChange = onChange;
  }

  get processes(): SupervisedProcess[] {
    return [...this.kept.values()].map(({ spec, current }) => ({ ...current.recorded, part: partOf(spec) }));
  }

  /** Starts a process and resolves when it is ready; a process that cannot start the first time is a Problem. */
  async start(spec: ServerSpec): Promise<void> {
    if (this.closed) throw new Problem('Stopped while it was starting.');
    const kept: Kept = { spec, current: new ServerProcess(spec), wanted: true, frozen: false, failures: 0 };
    this.kept.set(spec.name, kept);
    this.onChange();
    await kept.current.ready();
    this.watch(kept);
  }

  /** From now on nothing more is started: whoever is still preparing a start comes too late. */
  close(): void {
    this.closed = true;
  }

  /** Ends processes and starts them again, one after the other, e.g. with a new program. What is down stays down. */
  async restart(names: readonly string[]): Promise<string[]> {
    const running = this.named(names).filter(({ wanted }) => wanted);
    for (const kept of running) {
      kept.wanted = false;
      clearTimeout(kept.waiting);
      await kept.current.stop();
      kept.wanted = true;
      this.run(kept);
      await kept.current.ready();
    }
    return namesOf(running);
  }

  /** Names of processes that were taken down and not brought up again. */
  get down(): string[] {
    return namesOf([...this.kept.values()].filter(({ wanted }) => !wanted));
  }

  /** Names of processes that were made to stand still. */
  get frozen(): string[] {
    return namesOf([...this.kept.values()].filter(({ frozen }) => frozen));
  }

  /** Kills processes as a crash does, and leaves them down until they are brought up. */
  async takeDown(names: readonly string[]): Promise<string[]> {
    const taken = this.named(names).filter(({ wanted }) => wanted);
    await Promise.all(
      taken.map(async (kept) => {
        kept.wanted = false;
        clearTimeout(kept.waiting);
        const { recorded, exited } = kept.current;
        if (isAlive(recorded)) {
          const children = kept.frozen ? family(recorded.pid).slice(1) : [];
          signal(recorded.pid, 'SIGKILL');
          // They end when they see that their parent has, for which they must not stand still.
          for (const child of children) signal(child, 'SIGCONT');
        }
        kept.frozen = false;
        await exited;
      }),
    );
    this.onChange();
    return namesOf(taken);
  }

  /** Starts what was taken down, and resolves when it is ready. */
  async bringUp(names: readonly string[]): Promise<string[]> {
    const brought = this.named(names).filter(({ wanted }) => !wanted);
    await Promise.all(
      brought.map(async (kept) => {
        kept.wanted = true;
        this.run(kept);
        await kept.current.ready();
      }),
    );
    return namesOf(brought);
  }

  /** Makes processes stand still where they are, with all their connections open: SIGSTOP. They are not taken for ended. */
  freeze(names: readonly string[]): string[] {
    const running = this.named(names).filter(({ current, frozen }) => !frozen && isAlive(current.recorded));
    for (const kept of running) {
      kept.frozen = true;
      const { pid } = kept.current.recorded;
      // The parent first: from then on it has no further child.
      signal(pid, 'SIGSTOP');
      for (const child of family(pid).slice(1)) signal(child, 'SIGSTOP');
    }
    return namesOf(running);
  }

  /** Lets them go on: SIGCONT. */
  thaw(names: readonly string[]): string[] {
    const still = this.named(names).filter(({ frozen }) => frozen);
    for (const kept of still) {
      kept.frozen = false;
      for (const pid of family(kept.current.recorded.pid).reverse()) signal(pid, 'SIGCONT');
    }
    return namesOf(still);
  }

  /** Ends what is known by the names, side by side, and does not start it again. */
  async stop(names: readonly string[]): Promise<void> {
    await Promise.all(
      names
        .flatMap((name) => this.find(name))
        .map(async (kept) => {
          kept.wanted = false;
          clearTimeout(kept.waiting);
          await kept.current.stop();
          this.kept.delete(kept.spec.name);
          this.onChange();
        }),
    );
  }

  private find(name: string): Kept[] {
    return [...this.kept.values()].filter(({ spec }) => spec.name === name || partOf(spec) === name || `${spec.name}-1` === name);
  }

  private named(names: readonly string[]): Kept[] {
    return [...new Set(names.flatMap((name) => this.known(name)))];
  }

  private known(name: string): Kept[] {
    const found = this.find(name);
    if (found.length === 0) throw new Problem(`There is no process "${name}" here, only ${[...this.kept.keys()].join(', ')}.`);
    return found;
  }

  private run(kept: Kept): void {
    kept.current = new ServerProcess(kept.spec);
    kept.frozen = false;
    this.watch(kept);
    this.onChange();
  }

  private watch(kept: Kept): void {
    const { current } = kept;
    const began = Date.now();
    void current.exited.then((how) => {
      if (!kept.wanted || kept.current !== current) return;
      kept.failures = Date.now() - began > provenAfter ? 1 : kept.failures + 1;
      const delay = Math.min(firstDelay * 2 ** (kept.failures - 1), longestDelay);
      this.onChange(`${kept.spec.name} is down (${how}); starting it again in ${delay / 1000} s`);
      kept.waiting = setTimeout(() => {
        this.run(kept);
        const revived = kept.current;
        void revived.ready().then(
          () => this.onChange(`${kept.spec.name} is back`),
          () => undefined,
        );
      }, delay);
    });
  }
}
