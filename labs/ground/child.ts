import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from '@ftgo/testing';
import { type Program, programFile } from './programs.ts';

const ENDS_WITHIN_MS = 15_000;

/** A process of a lab: real, so that it can really be killed. It ends with the lab's own process, however that ends. */
export class Child<Says extends string> {
  readonly #process: ChildProcess;
  readonly #heard: Says[] = [];
  readonly #gone: Promise<unknown>;
  #complaints = '';

  static async start<Says extends string>(program: Program, settings: object): Promise<Child<Says>> {
    return new Child(await programFile(program), settings);
  }

  private constructor(file: string, settings: object) {
    this.#process = spawn(process.execPath, ['--disable-warning=TimeoutNegativeWarning', file, JSON.stringify(settings)], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    this.#process.on('message', (said) => this.#heard.push(said as Says));
    this.#process.stderr!.on('data', (text: Buffer) => (this.#complaints += text.toString()));
    this.#gone = once(this.#process, 'exit');
  }

  tell(wish: object): void {
    this.#process.send(wish);
  }

  /** Waits until it has said this, now or before. */
  says(word: Says, withinMs = 60_000): Promise<void> {
    return eventually(
      () => {
        if (this.#heard.includes(word)) return;
        throw new Error(`process ${this.#process.pid} has not said "${word}" ${this.#complaints}`);
      },
      { within: withinMs },
    );
  }

  /** What it says next. */
  async answer(): Promise<Says> {
    return eventually(
      () => {
        const word = this.#heard.shift();
        if (word) return word;
        throw new Error(`process ${this.#process.pid} does not answer ${this.#complaints}`);
      },
      { within: 60_000, every: 2 },
    );
  }

  /** kill -9: it finishes nothing. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#gone;
  }

  /** It finishes what it is at, and goes. */
  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const late = setTimeout(() => this.#process.kill('SIGKILL'), ENDS_WITHIN_MS);
    this.#process.kill('SIGTERM');
    await this.#gone;
    clearTimeout(late);
  }
}
