import { Problem } from './problem.ts';
import { isAlive } from './process-identity.ts';
import { ServerProcess } from './server-process.ts';
import type { ServerSpec } from './server-process.ts';
import type { RecordedProcess } from './process-identity.ts';

interface Kept {
  readonly spec: ServerSpec;
  current: ServerProcess;
  wanted: boolean;
  failures: number;
  waiting?: NodeJS.Timeout;
}

const firstDelay = 200;
const longestDelay = 5_000;
/** Whoever ran this long had started well: the next fall is a new one. */
const provenAfter = 10_000;

/** Keeps processes running: what ends unasked is started again, ever more slowly while it goes on ending. */
export class Supervisor {
  private readonly kept = new Map<string, Kept>();
  private readonly onChange: (line?: string) => void;
  private closed = false;

  /** @param onChange is told after every start and unasked end, with a line for the user where there is something to say */
  constructor(onChange: (line?: string) => void) {
    this.onChange = onChange;
  }

  get processes(): RecordedProcess[] {
    return [...this.kept.values()].map(({ current }) => current.recorded);
  }

  /** Starts a process and resolves when it is ready; a process that cannot start the first time is a Problem. */
  async start(spec: ServerSpec): Promise<void> {
    if (this.closed) throw new Problem('Stopped while it was starting.');
    const kept: Kept = { spec, current: new ServerProcess(spec), wanted: true, failures: 0 };
    this.kept.set(spec.name, kept);
    this.onChange();
    await kept.current.ready();
    this.watch(kept);
  }

  /** From now on nothing more is started: whoever is still preparing a start comes too late. */
  close(): void {
    this.closed = true;
  }

  /** Ends a process and starts it again, e.g. with a new program. */
  async restart(name: string): Promise<void> {
    const kept = this.kept.get(name);
    if (!kept?.wanted) return;
    clearTimeout(kept.waiting);
    kept.wanted = false;
    await kept.current.stop();
    kept.wanted = true;
    this.run(kept);
    await kept.current.ready();
  }

  /** Names of processes that were taken down and not brought up again. */
  get down(): string[] {
    return [...this.kept.values()].filter(({ wanted }) => !wanted).map(({ spec }) => spec.name);
  }

  /** Kills processes as a crash does, and leaves them down until they are brought up. */
  async takeDown(names: readonly string[]): Promise<void> {
    await Promise.all(
      names.map(async (name) => {
        const kept = this.known(name);
        if (!kept.wanted) return;
        kept.wanted = false;
        clearTimeout(kept.waiting);
        if (isAlive(kept.current.recorded)) process.kill(kept.current.recorded.pid, 'SIGKILL');
        await kept.current.exited;
      }),
    );
    this.onChange();
  }

  /** Starts what was taken down, and resolves when it is ready. */
  async bringUp(names: readonly string[]): Promise<void> {
    await Promise.all(
      names.map(async (name) => {
        const kept = this.known(name);
        if (kept.wanted) return;
        kept.wanted = true;
        this.run(kept);
        await kept.current.ready();
      }),
    );
  }

  private known(name: string): Kept {
    const kept = this.kept.get(name);
    if (!kept) throw new Problem(`There is no process "${name}" here, only ${[...this.kept.keys()].join(', ')}.`);
    return kept;
  }

  /** Ends the named processes side by side and does not start them again. */
  async stop(names: readonly string[]): Promise<void> {
    await Promise.all(
      names.map(async (name) => {
        const kept = this.kept.get(name);
        if (!kept) return;
        kept.wanted = false;
        clearTimeout(kept.waiting);
        await kept.current.stop();
        this.kept.delete(name);
        this.onChange();
      }),
    );
  }

  private run(kept: Kept): void {
    kept.current = new ServerProcess(kept.spec);
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
