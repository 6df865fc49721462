import { describe, expect, it } from '@jest/globals';
import { PartitionPositions, type TakenRecord } from './partition-positions.ts';

const records = (...offsets: number[]): TakenRecord[] =>
  offsets.map((offset) => ({ channel: 'c', partition: 0, offset: String(offset), key: null, value: null, timestamp: '0', settled: false }));

describe('positions', () => {
  it('have nothing to commit at first', () => {
    const positions = new PartitionPositions();
    positions.take(records(0, 1));
    expect(positions.committable).toBeUndefined();
    expect(positions.unsettled).toBe(2);
  });

  it('follow what is settled without a gap', () => {
    const positions = new PartitionPositions();
    const taken = records(10, 11, 14, 15);
    positions.take(taken);
    positions.settle(taken[1]!);
    expect(positions.committable).toBeUndefined();
    positions.settle(taken[0]!);
    expect(positions.committable).toBe('11');
    positions.settle(taken[3]!);
    positions.settle(taken[2]!);
    expect(positions.committable).toBe('15');
    expect(positions.unsettled).toBe(0);
  });

  it('have nothing new once that is committed', () => {
    const positions = new PartitionPositions();
    const taken = records(0, 1);
    positions.take(taken);
    positions.settle(taken[0]!);
    positions.commit('0');
    expect(positions.committable).toBeUndefined();
    positions.settle(taken[1]!);
    expect(positions.committable).toBe('1');
  });

  it('go on over several batches', () => {
    const positions = new PartitionPositions();
    const [one, two] = [records(0, 1), records(2, 3)];
    positions.take(one);
    positions.settle(one[0]!);
    positions.take(two);
    for (const record of [two[0]!, two[1]!, one[1]!]) positions.settle(record);
    expect(positions.committable).toBe('3');
    expect(positions.lastTaken).toBe('3');
  });

  it('do not move when a record is settled twice', () => {
    const positions = new PartitionPositions();
    const taken = records(0, 1);
    positions.take(taken);
    positions.settle(taken[0]!);
    positions.settle(taken[0]!);
    expect(positions.committable).toBe('0');
    expect(positions.unsettled).toBe(1);
  });
});
