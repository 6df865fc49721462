import { describe, expect, it } from '@jest/globals';
import { KeyLanes } from './key-lanes.ts';

/** Tasks that end when told to, and a note of what began and ended. */
function work() {
  const notes: string[] = [];
  const ends = new Map<string, () => void>();
  const task = (name: string) => async (): Promise<void> => {
    notes.push(`${name} begins`);
    await new Promise<void>((resolve) => ends.set(name, resolve));
    notes.push(`${name} ends`);
  };
  const end = async (name: string): Promise<void> => {
    ends.get(name)!();
    await new Promise(setImmediate);
  };
  return { notes, task, end };
}

describe('lanes', () => {
  it('run tasks of one key one after another, and of different keys side by side', async () => {
    const lanes = new KeyLanes(10);
    const { notes, task, end } = work();
    lanes.run('a', task('a1'));
    lanes.run('a', task('a2'));
    lanes.run('b', task('b1'));
    expect(notes).toEqual(['a1 begins', 'b1 begins']);
    await end('a1');
    expect(notes.slice(2)).toEqual(['a1 ends', 'a2 begins']);
  });

  it('are full with as many tasks as they may hold, running or not', async () => {
    const lanes = new KeyLanes(2);
    const { task, end } = work();
    lanes.run('a', task('a1'));
    lanes.run('a', task('a2'));
    expect(lanes.isFull).toBe(true);
    let hasRoom = false;
    void lanes.room().then(() => (hasRoom = true));
    await end('a1');
    expect(hasRoom).toBe(true);
  });

  it('are idle when the last task has ended', async () => {
    const lanes = new KeyLanes(2);
    const { task, end } = work();
    await lanes.idle();
    lanes.run('a', task('a1'));
    lanes.run('a', task('a2'));
    let isIdle = false;
    void lanes.idle().then(() => (isIdle = true));
    await end('a1');
    expect(isIdle).toBe(false);
    await end('a2');
    expect(isIdle).toBe(true);
  });

  it('keep nothing of a key that is done', async () => {
    const lanes = new KeyLanes(2_000);
    const { notes, task, end } = work();
    lanes.run('a', task('a1'));
    await end('a1');
    lanes.run('a', task('a2'));
    expect(notes.at(-1)).toBe('a2 begins');
  });
});
