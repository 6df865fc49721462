import { describe, expect, it } from '@jest/globals';
import { Gate, pauseAfter } from './back-off.ts';

const backOff = { first: 100, longest: 1_000 };

describe('a pause', () => {
  it('doubles with each failure up to the longest', () => {
    const longest = [1, 2, 3, 4, 5, 50].map((failures) => pauseAfter(failures, backOff, () => 1));
    expect(longest).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  });

  it('lies anywhere in the upper half, so that those who failed together come back apart', () => {
    expect(pauseAfter(3, backOff, () => 0)).toBe(200);
    expect(pauseAfter(3, backOff, () => 0.5)).toBe(300);
  });
});

describe('a gate', () => {
  it('closes with a fault and opens after its pause', async () => {
    const gate = new Gate({ first: 20, longest: 20 });
    expect(gate.isOpen).toBe(true);
    const began = performance.now();
    expect(gate.failed()).toBe(true);
    await gate.open(new AbortController().signal);
    expect(performance.now() - began).toBeGreaterThanOrEqual(9);
  });

  it('counts what fails together as one fault', () => {
    let now = 0;
    const gate = new Gate({ first: 100, longest: 10_000 }, () => now);
    expect([gate.failed(), gate.failed(), gate.failed()]).toEqual([true, false, false]);
    now = 101;
    expect(gate.failed()).toBe(true);
  });

  it('opens at once when anything succeeds', async () => {
    const gate = new Gate({ first: 60_000, longest: 60_000 });
    gate.failed();
    gate.succeeded();
    expect(gate.isOpen).toBe(true);
    await gate.open(new AbortController().signal);
  });

  it('lets go of those who wait when their partition is revoked', async () => {
    const gate = new Gate({ first: 60_000, longest: 60_000 });
    const revocation = new AbortController();
    gate.failed();
    const opened = gate.open(revocation.signal);
    revocation.abort();
    await opened;
  });
});
