import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { serveWishes, wishOf } from './control.ts';
import { isAlive } from './process-identity.ts';
import { Supervisor } from './supervisor.ts';

let folder: string;
let supervisor: Supervisor;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ftgo-down-'));
  supervisor = new Supervisor(() => undefined);
  await supervisor.start({
    name: 'sleeper',
    command: process.execPath,
    args: ['-e', 'setInterval(() => {}, 1000)'],
    logFile: join(folder, 'sleeper.log'),
    ready: async () => undefined,
    readyWithin: 5_000,
  });
});

afterEach(async () => {
  await supervisor.stop(['sleeper']);
  rmSync(folder, { recursive: true, force: true });
});

describe('taking a process down', () => {
  it('kills it and leaves it down until it is brought up again', async () => {
    const [before] = supervisor.processes;
    await supervisor.takeDown(['sleeper']);
    expect(isAlive(before!)).toBe(false);
    expect(supervisor.down).toEqual(['sleeper']);
    await supervisor.bringUp(supervisor.down);
    const [after] = supervisor.processes;
    expect(after!.pid).not.toBe(before!.pid);
    expect(isAlive(after!)).toBe(true);
  });

  it('is asked for from another program, which is told what is not there', async () => {
    const server = await serveWishes(folder, async ({ action, names }) => {
      await supervisor.takeDown(names);
      return `${action}: ${names.join()}`;
    });
    await expect(wishOf(folder, { action: 'down', names: ['nobody'] })).rejects.toThrow('no process "nobody" here, only sleeper');
    expect(await wishOf(folder, { action: 'down', names: ['sleeper'] })).toBe('down: sleeper');
    server.close();
    await expect(wishOf(folder, { action: 'up', names: [] })).rejects.toThrow('npm start');
  });
});
