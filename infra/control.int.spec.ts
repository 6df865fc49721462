import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import { StackControl, serveWishes } from './control.ts';
import type { Fulfilled, Wish } from './control.ts';
import { fulfil } from './fulfil.ts';
import type { Instances } from './instances.ts';
import { family } from './process-family.ts';
import { isAlive } from './process-identity.ts';
import type { ServerSpec } from './server-process.ts';
import { Supervisor } from './supervisor.ts';

const sleeping = 'setInterval(() => {}, 1000)';
const withChild = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(sleeping)}]); ${sleeping}`;

let folder: string;
let supervisor: Supervisor;
let told: string[];

const sleeper = (name: string, part = name, program = sleeping): ServerSpec => ({
  name,
  part,
  command: process.execPath,
  args: ['-e', program],
  logFile: join(folder, `${name}.log`),
  ready: async () => undefined,
  readyWithin: 5_000,
});

const pids = (): number[] => supervisor.processes.map(({ pid }) => pid);
const stateOf = (pid: number): string | undefined => /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
const onLinux = process.platform === 'linux' ? it : it.skip;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ftgo-control-'));
  told = [];
  supervisor = new Supervisor((line) => line && told.push(line));
});

afterEach(async () => {
  await supervisor.stop(supervisor.processes.map(({ name }) => name));
  rmSync(folder, { recursive: true, force: true });
});

describe('taking a process down', () => {
  it('kills it and leaves it down until it is brought up again', async () => {
    await supervisor.start(sleeper('sleeper'));
    const [before] = supervisor.processes;
    await supervisor.takeDown(['sleeper']);
    expect(isAlive(before!)).toBe(false);
    expect(supervisor.down).toEqual(['sleeper']);
    await supervisor.bringUp(supervisor.down);
    const [after] = supervisor.processes;
    expect(after!.pid).not.toBe(before!.pid);
    expect(isAlive(after!)).toBe(true);
  });

  it('takes all of a part, or one', async () => {
    for (const name of ['order-1', 'order-2']) await supervisor.start(sleeper(name, 'order'));
    expect(await supervisor.takeDown(['order'])).toEqual(['order-1', 'order-2']);
    expect(await supervisor.bringUp(['order-2'])).toEqual(['order-2']);
    expect(supervisor.down).toEqual(['order-1']);
  });

  it('finds the first also where it is called as its part is', async () => {
    await supervisor.start(sleeper('order'));
    await supervisor.start(sleeper('order-2', 'order'));
    expect(await supervisor.takeDown(['order-1'])).toEqual(['order']);
  });
});

describe('a frozen process', () => {
  onLinux('stands still with its children until it is thawed, and is not taken for dead', async () => {
    await supervisor.start(sleeper('server', 'server', withChild));
    const [pid] = pids();
    const all = await eventually(() => {
      const members = family(pid!);
      expect(members).toHaveLength(2);
      return members;
    });
    expect(supervisor.freeze(['server'])).toEqual(['server']);
    await eventually(() => expect(all.map(stateOf)).toEqual(['T', 'T']));
    expect(supervisor.frozen).toEqual(['server']);
    supervisor.thaw(['server']);
    await eventually(() => expect(all.map(stateOf)).toEqual(['S', 'S']));
    expect([pids(), told]).toEqual([[pid], []]);
    process.kill(all[1]!, 'SIGKILL');
  });

  onLinux('can be killed, and its children do not stay behind standing still', async () => {
    await supervisor.start(sleeper('server', 'server', withChild));
    const child = await eventually(() => {
      const [, found] = family(pids()[0]!);
      expect(found).toBeDefined();
      return found!;
    });
    supervisor.freeze(['server']);
    await supervisor.takeDown(['server']);
    await eventually(() => expect(stateOf(child)).toBe('S'));
    process.kill(child, 'SIGKILL');
    expect(supervisor.frozen).toEqual([]);
  });

  it('ends gently, too', async () => {
    await supervisor.start(sleeper('sleeper'));
    const [before] = supervisor.processes;
    supervisor.freeze(['sleeper']);
    const began = Date.now();
    await supervisor.restart(['sleeper']);
    expect(isAlive(before!)).toBe(false);
    // Not by SIGKILL, for which it would have had ten seconds.
    expect(Date.now() - began).toBeLessThan(9_500);
  });
});

describe('another program', () => {
  const none = {} as Instances;
  const served = async (answer: (wish: Wish) => Promise<Fulfilled>): Promise<StackControl> => {
    const server = await serveWishes(folder, answer);
    close = () => server.close();
    return new StackControl(folder);
  };
  let close: () => void;
  afterEach(() => close?.());

  it('is told what was done to whom', async () => {
    for (const name of ['order-1', 'order-2']) await supervisor.start(sleeper(name, 'order'));
    const control = await served((wish) => fulfil(wish, supervisor, none));
    expect(await control.down('order')).toEqual(['order-1', 'order-2']);
    expect(await control.up('order-1')).toEqual(['order-1']);
    expect(await control.restart('order')).toEqual(['order-1']);
    expect(await control.freeze('order-1')).toEqual(['order-1']);
    expect(await control.thaw()).toEqual(['order-1']);
    expect(await control.up()).toEqual(['order-2']);
  });

  it('is told what is not there', async () => {
    await supervisor.start(sleeper('sleeper'));
    const control = await served((wish) => fulfil(wish, supervisor, none));
    await expect(control.down('nobody')).rejects.toThrow('There is no process "nobody" here, only sleeper.');
    await expect(control.freeze()).rejects.toThrow('Say to what, such as `npm run freeze -- consumer`.');
  });

  it('is told that nothing runs', async () => {
    await expect(new StackControl(folder).up()).rejects.toThrow('npm start');
  });
});
