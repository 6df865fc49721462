import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { workspaceRoot } from '../../infra/folders.ts';
import { stack } from './ftgo.ts';

interface Town {
  readonly seed: number;
  readonly speed: number;
  /** Sign-ins of whom it acts for. */
  readonly emails: readonly string[];
}

/** A simulator of the test's own: the stack of the tests has none, for they act themselves. */
export class Simulator {
  private constructor(private readonly process: ChildProcess) {}

  static start(name: string, { seed, speed, emails }: Town): Simulator {
    const file = join(workspaceRoot, 'infra', 'simulators', name, 'main.ts');
    const args = ['--gateway', stack.gatewayUrl, '--seed', `${seed}`, '--speed', `${speed}`, '--emails', emails.join()];
    return new Simulator(spawn(process.execPath, [file, ...args], { env: { ...process.env, NODE_OPTIONS: '' }, stdio: ['ignore', 'ignore', 'inherit'] }));
  }

  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await gone;
  }
}
