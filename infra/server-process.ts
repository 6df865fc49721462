import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { endProcess, processIdentity } from './process-identity.ts';
import type { RecordedProcess } from './process-identity.ts';
import { Problem } from './problem.ts';

/** How to run one process of the stack, and how to know that it is ready. */
export interface ServerSpec {
  readonly name: string;
  /** What it is one of, such as `order` of which there are `order-1` and `order-2`; its name unless told. */
  readonly part?: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
  readonly logFile: string;
  /** Resolves when the process answers, rejects while it does not; asked again and again. */
  readonly ready: () => Promise<void>;
  readonly readyWithin: number;
  readonly stopSignal?: NodeJS.Signals;
  readonly stopWithin?: number;
}

/** A running process of the stack. It is its leader's own session: a Ctrl-C of the terminal reaches the stack, not the process. */
export class ServerProcess {
  readonly spec: ServerSpec;
  readonly recorded: RecordedProcess;
  readonly exited: Promise<string>;
  private readonly child: ChildProcess;

  constructor(spec: ServerSpec) {
    this.spec = spec;
    mkdirSync(dirname(spec.logFile), { recursive: true });
    const log = openSync(spec.logFile, 'a');
    this.child = spawn(spec.command, [...spec.args], {
      cwd: spec.cwd,
      env: spec.env ?? process.env,
      uid: spec.uid,
      gid: spec.gid,
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.exited = new Promise((done) => {
      this.child.once('error', (error) => done(error.message));
      this.child.once('exit', (code, by) => done(by ? `ended by ${by}` : `exit code ${code}`));
    });
    const pid = this.child.pid ?? 0;
    this.recorded = { name: spec.name, pid, identity: pid ? (processIdentity(pid) ?? 'gone') : 'never started' };
  }

  /** Waits until the process is ready; a process that ends or stays silent is a Problem that shows the end of its log. */
  async ready(): Promise<void> {
    const until = Date.now() + this.spec.readyWithin;
    let ended: string | undefined;
    let last: unknown;
    void this.exited.then((how) => (ended = how));
    while (Date.now() < until) {
      try {
        await this.spec.ready();
        return;
      } catch (error) {
        last = error;
      }
      if (ended) throw new Problem(`${this.spec.name} did not start (${ended}). The end of ${this.spec.logFile}:\n${this.logEnd()}`);
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Problem(
      `${this.spec.name} was not ready within ${this.spec.readyWithin / 1000} s (${last instanceof Error ? last.message : String(last)}). ` +
        `The end of ${this.spec.logFile}:\n${this.logEnd()}`,
    );
  }

  async stop(): Promise<void> {
    await endProcess(this.recorded, { gently: this.spec.stopSignal, within: this.spec.stopWithin });
  }

  /** Lets this process's starter end without it. */
  release(): void {
    this.child.unref();
  }

  private logEnd(): string {
    try {
      return readFileSync(this.spec.logFile, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
    } catch {
      return '(no log)';
    }
  }
}
