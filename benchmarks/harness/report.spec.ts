import { describe, expect, it } from '@jest/globals';
import { ratios, summaryOf, tableLines } from './report.ts';
import type { MeasuredRound, Row, RowResult } from './row.ts';

const quiet = { calibrationMs: 10, fsyncMs: 1, load: 0.5, stolen: 0, idle: 0.4 };
const round = (contestant: string, perSecond: number, p50: number): MeasuredRound => ({
  contestant,
  figures: { perSecond, p50 },
  operations: 100,
  cpu: { order: 20 },
  noise: quiet,
});
const row: Row = {
  id: 'a-row',
  title: 'A row',
  operation: 'order',
  figures: {
    perSecond: { title: 'orders', unit: 'per second', better: 'more' },
    p50: { title: 'p50', unit: 'ms', better: 'less' },
  },
  goals: [],
  notes: [],
  rounds: 2,
  prepare: () => Promise.reject(new Error('not here')),
};
const result: RowResult = {
  id: row.id,
  measuredAt: '2026-11-21T12:00:00.000Z',
  commit: 'abc',
  machine: 'a machine',
  rounds: [round('ours', 1000, 2), round('peer', 100, 40), round('ours', 500, 4), round('peer', 125, 20)],
};

describe('the report of a row', () => {
  it('takes ratios round by round, whichever way is better', () => {
    expect(ratios(result, 'perSecond', row.figures['perSecond']!, 'peer')).toEqual([10, 4]);
    expect(ratios(result, 'p50', row.figures['p50']!, 'peer')).toEqual([20, 5]);
  });

  it('says median and range, and what the machine did meanwhile', () => {
    const said = summaryOf(row, result);
    expect(said).toContain('| ours | 750 (500–1,000) | 3 (2–4) |');
    expect(said).toContain('load 0.5');
  });

  it('says so where a figure is younger than the measurement', () => {
    const p99 = { title: 'p99', unit: 'ms', better: 'less' } as const;
    const lines = tableLines({ ...row, figures: { ...row.figures, p99 }, goals: [{ figure: 'p99', atMost: 15 }] }, result);
    expect(lines.at(-1)).toBe('| p99 | not measured |  |  | ≤ 15 ms: not measured |');
  });
});
