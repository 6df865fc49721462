import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase, testKafka } from '@ftgo/testing';
import type { TestDatabase } from '@ftgo/testing';
import { listen } from './kafka-topic.ts';
import type { Listener } from './kafka-topic.ts';
import { Writers, arrived } from './writers.ts';

const program = join(import.meta.dirname, 'relay-process.ts');

/** A relay that can be killed and stopped like the process it is. */
class RelayProcess {
  readonly #child: ChildProcess;
  role = '';

  constructor(kind: string, databaseUrl: string, brokers: readonly string[]) {
    this.#child = spawn(process.execPath, ['--disable-warning=TimeoutNegativeWarning', program, kind, databaseUrl, brokers.join()], {
      env: { ...process.env, NODE_OPTIONS: '' },
      // It ends when we do, however that comes about.
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child.stdout!.on('data', (text: Buffer) => (this.role = String(text).trim().split('\n').at(-1)!));
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }
}

/** Processes start slowly on a busy machine. */
const PATIENCE = 90_000;

/** D10: seconds, nothing lost, nothing out of order. */
describe.each(['log-tailing', 'polling'])('of two %s relays', (kind) => {
  let database: TestDatabase;
  let channel: Listener;
  let active: RelayProcess;
  let standby: RelayProcess;
  let writers: Writers | undefined;

  const everythingArrives = async (): Promise<void> => {
    await writers!.finish();
    await eventually(() => expect(arrived(channel.heard)).toBe(writers!.written), { within: 40_000 });
  };
  /** Seconds until the other is active. */
  const takeover = async (): Promise<number> => {
    const began = Date.now();
    await eventually(() => expect(standby.role).toBe('active'), { within: 30_000, every: 5 });
    return (Date.now() - began) / 1_000;
  };

  beforeEach(async () => {
    const { brokers } = await testKafka();
    [database, channel] = await Promise.all([testDatabase(), listen()]);
    active = new RelayProcess(kind, database.url, brokers);
    await eventually(() => expect(active.role).toBe('active'), { within: 30_000 });
    standby = new RelayProcess(kind, database.url, brokers);
    await eventually(() => expect(standby.role).toBe('standby'), { within: 30_000 });
    writers = new Writers(database, channel.topic);
    await eventually(() => expect(arrived(channel.heard)).toBeGreaterThan(50), { within: 30_000 });
  }, PATIENCE);

  afterEach(async () => {
    await writers?.finish();
    await Promise.all([active.end(), standby.end()]);
    await Promise.all([channel.stop(), database.drop()]);
  });

  it('the standby takes over within seconds when the active one is killed', async () => {
    active.signal('SIGKILL');
    const seconds = await takeover();
    expect(seconds).toBeLessThan(10);
    await everythingArrives();
    console.info(`${kind}: killed, another was active after ${seconds.toFixed(1)} s`);
  }, PATIENCE);

  it('the standby takes over within seconds when the active one hangs, and that one is not active when it goes on', async () => {
    active.signal('SIGSTOP');
    const seconds = await takeover();
    expect(seconds).toBeLessThan(20);
    active.signal('SIGCONT');
    await eventually(() => expect(active.role).toBe('standby'));
    await everythingArrives();
    expect(standby.role).toBe('active');
    console.info(`${kind}: stopped, another was active after ${seconds.toFixed(1)} s`);
  }, PATIENCE);
});
