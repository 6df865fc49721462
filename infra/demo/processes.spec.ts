import { afterEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { eventually } from '@ftgo/testing';
import { processIdentity } from '../process-identity.ts';
import { Processes } from './processes.ts';

const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
const identity = processIdentity(child.pid!)!;
const processes = new Processes(() => [{ name: 'consumer-1', part: 'consumer', pid: child.pid!, identity }, { name: 'kafka', pid: child.pid!, identity: 'of a process long gone' }]);
const state = () => readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(' ')[2];
const onLinux = process.platform === 'linux' ? it : it.skip;
afterEach(() => processes.wakeAll());

describe('the processes of the stack', () => {
  onLinux('sleep and wake', async () => {
    processes.putToSleep('consumer');
    await eventually(() => expect(state()).toBe('T'));
    processes.wake('consumer');
    await eventually(() => expect(state()).not.toBe('T'));
  });

  onLinux('are all awake when a story has ended, however it ended', async () => {
    processes.putToSleep('consumer');
    processes.wakeAll();
    await eventually(() => expect(state()).not.toBe('T'));
  });

  it('that are not there are named, also where a stranger has the pid now', () => {
    expect(() => processes.putToSleep('postgres')).toThrow('There is no postgres');
    expect(() => processes.putToSleep('kafka')).toThrow('There is no kafka');
  });

  // Last: it does not come back.
  onLinux('are killed, and waking them does no harm then', async () => {
    const ended = new Promise((done) => child.once('exit', done));
    processes.putToSleep('consumer');
    expect(processes.kill('consumer')).toBe(child.pid);
    await ended;
    processes.wakeAll();
  });
});
