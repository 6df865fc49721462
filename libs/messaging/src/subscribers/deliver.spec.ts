import { describe, expect, it } from '@jest/globals';
import { PassingFault } from '@ftgo/write-path';
import { Gate } from './back-off.ts';
import { type Delivery, deliver } from './deliver.ts';
import type { FaultReport } from './faults.ts';

const patience = { first: 1, longest: 2, attempts: 3, time: 0 };

function delivery(given: Partial<Delivery> = {}) {
  const told: string[] = [];
  const parked: FaultReport[] = [];
  const built: Delivery = {
    message: {} as Delivery['message'],
    gate: new Gate(patience),
    patience,
    revoked: new AbortController().signal,
    handle: async () => undefined,
    isDatabaseThere: async () => true,
    park: async (report) => void parked.push(report),
    tell: (event) => told.push(event),
    ...given,
  };
  return { built, told, parked };
}

describe('a delivery', () => {
  it('ends with what the handler did', async () => {
    const { built, told, parked } = delivery();
    expect(await deliver(built)).toBe(true);
    expect([told, parked]).toEqual([[], []]);
  });

  it('is not begun once the partition is revoked', async () => {
    let calls = 0;
    const { built } = delivery({ revoked: AbortSignal.abort(), handle: async () => void calls++ });
    expect(await deliver(built)).toBe(false);
    expect(calls).toBe(0);
  });

  it('is left to the next member when the partition is revoked between two attempts', async () => {
    const revocation = new AbortController();
    const { built, parked } = delivery({
      revoked: revocation.signal,
      handle: async () => {
        revocation.abort();
        throw new PassingFault('away');
      },
    });
    expect(await deliver(built)).toBe(false);
    expect(parked).toEqual([]);
  });

  it('goes on with an error that is thrown before anything is awaited', async () => {
    const { built, parked } = delivery({
      handle: () => {
        throw new SyntaxError('no JSON');
      },
    });
    expect(await deliver(built)).toBe(true);
    expect(parked).toEqual([{ class: 'SyntaxError', detail: 'no JSON', attempts: 1 }]);
  });

  it('is patient for both, so many attempts and so long a time', async () => {
    let calls = 0;
    const began = Date.now();
    const { built, parked } = delivery({
      patience: { ...patience, attempts: 2, time: 50 },
      handle: async () => {
        calls++;
        throw new PassingFault('away');
      },
    });
    await deliver(built);
    expect(Date.now() - began).toBeGreaterThanOrEqual(50);
    expect(parked[0]).toMatchObject({ class: 'PassingFault', attempts: calls });
    expect(calls).toBeGreaterThan(2);
  });

  it('is not given up while the database is away, and not because it has just come back', async () => {
    let calls = 0;
    const { built, parked } = delivery({
      isDatabaseThere: async () => calls === 10,
      handle: async () => {
        if (++calls <= 10) throw new PassingFault('away');
      },
    });
    expect(await deliver(built)).toBe(true);
    expect(calls).toBe(11);
    expect(parked).toEqual([]);
  });
});
