import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Supervisor } from './supervisor.ts';

const EVERY_MS = 100;

class TestSupervisor extends Supervisor {
  constructor(look: (now: Date) => Promise<void>) {
    super(look, EVERY_MS);
  }
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('a supervisor', () => {
  it('looks again and again, and tells what time it is', async () => {
    const looks: Date[] = [];
    const supervisor = new TestSupervisor(async (now) => void looks.push(now));
    supervisor.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(3 * EVERY_MS);
    expect(looks).toHaveLength(3);
    expect(looks[1]!.getTime() - looks[0]!.getTime()).toBe(EVERY_MS);
    await supervisor.onModuleDestroy();
  });

  it('never looks twice at once, however long a look takes', async () => {
    let underWay = 0;
    let most = 0;
    const supervisor = new TestSupervisor(async () => {
      most = Math.max(most, (underWay += 1));
      await new Promise((resolve) => setTimeout(resolve, 5 * EVERY_MS));
      underWay -= 1;
    });
    supervisor.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(20 * EVERY_MS);
    expect(most).toBe(1);
    const stopped = supervisor.onModuleDestroy();
    await jest.advanceTimersByTimeAsync(5 * EVERY_MS);
    await stopped;
  });

  it('looks again after a look that failed', async () => {
    Logger.overrideLogger(false);
    let looks = 0;
    const supervisor = new TestSupervisor(async () => {
      looks += 1;
      throw new Error('The database is away.');
    });
    supervisor.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(2 * EVERY_MS);
    expect(looks).toBe(2);
    await supervisor.onModuleDestroy();
  });

  it('that is stopped ends the look it is at, and begins no other', async () => {
    const done: string[] = [];
    const supervisor = new TestSupervisor(async () => {
      done.push('begun');
      await new Promise((resolve) => setTimeout(resolve, 10));
      done.push('ended');
    });
    supervisor.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(EVERY_MS);
    const stopped = supervisor.onModuleDestroy().then(() => done.push('stopped'));
    await jest.advanceTimersByTimeAsync(10 * EVERY_MS);
    await stopped;
    expect(done).toEqual(['begun', 'ended', 'stopped']);
  });
});
