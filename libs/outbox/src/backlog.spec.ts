import { beforeEach, describe, expect, it } from '@jest/globals';
import { Backlog } from './backlog.ts';
import { formatLsn, parseLsn } from './lsn.ts';

const record = (value: string) => ({ channel: 'c', key: 'k', value, headers: {} });

describe('a backlog', () => {
  let backlog: Backlog;
  const transaction = (commitLsn: bigint, ...values: string[]) => {
    backlog.begin();
    values.forEach((value) => backlog.add(record(value), 10));
    backlog.commit(commitLsn);
  };
  const send = (maxRows: number) => backlog.sent(backlog.take(maxRows, 1_000).length);

  beforeEach(() => {
    backlog = new Backlog(100n);
  });

  it('confirms nothing at first', () => {
    expect(backlog.confirmable).toBe(100n);
  });

  it('confirms a transaction when the last of its rows is sent: just behind the beginning of its commit record', () => {
    transaction(200n, 'a', 'b', 'c');
    send(2);
    expect(backlog.confirmable).toBe(100n);
    send(2);
    expect(backlog.confirmable).toBe(201n);
  });

  it('confirms the last of several transactions that one batch completes', () => {
    transaction(200n, 'a');
    transaction(300n, 'b');
    transaction(400n, 'c', 'd');
    send(3);
    expect(backlog.confirmable).toBe(301n);
  });

  it('confirms a transaction whose rows were sent before its commit was read', () => {
    backlog.begin();
    backlog.add(record('a'), 10);
    send(1);
    expect(backlog.confirmable).toBe(100n);
    backlog.commit(200n);
    expect(backlog.confirmable).toBe(201n);
  });

  it('confirms a transaction without rows of ours', () => {
    transaction(200n);
    expect(backlog.confirmable).toBe(201n);
  });

  it('does not confirm what was taken but not sent', () => {
    transaction(200n, 'a');
    backlog.take(10, 1_000);
    expect(backlog.confirmable).toBe(100n);
    expect(backlog.rows).toBe(1);
  });

  describe('when the server has read further', () => {
    it('follows while nothing is held', () => {
      backlog.reached(500n);
      expect(backlog.confirmable).toBe(500n);
    });

    it('does not follow past a row that is held, nor into a transaction', () => {
      transaction(200n, 'a');
      backlog.reached(500n);
      expect(backlog.confirmable).toBe(100n);
      send(1);
      backlog.begin();
      backlog.reached(500n);
      expect(backlog.confirmable).toBe(201n);
    });

    it('never goes back', () => {
      backlog.reached(50n);
      expect(backlog.confirmable).toBe(100n);
    });
  });

  describe('taking a batch', () => {
    it('takes the oldest, up to the rows and the bytes allowed, and at least one', () => {
      transaction(200n, 'a', 'b', 'c', 'd');
      expect(backlog.take(3, 25).map(({ value }) => value)).toEqual(['a', 'b']);
      expect(backlog.take(1, 25).map(({ value }) => value)).toEqual(['c']);
      expect(backlog.take(3, 1).map(({ value }) => value)).toEqual(['d']);
      expect(backlog.take(3, 1)).toEqual([]);
    });

    it('knows when there is something to take', async () => {
      const never = new AbortController().signal;
      const waiting = backlog.filled(never);
      transaction(200n, 'a');
      await waiting;
      await backlog.filled(never);
    });

    it('stops waiting when it is told to', async () => {
      const over = new AbortController();
      const waiting = backlog.filled(over.signal);
      over.abort();
      await waiting;
    });
  });
});

describe('a position in the log', () => {
  it.each([
    ['0/0', 0n],
    ['0/1A', 26n],
    ['16/B374D848', 0x16b374d848n],
    ['FFFFFFFF/FFFFFFFF', 0xffff_ffff_ffff_ffffn],
  ])('%s is %d', (text, lsn) => {
    expect(parseLsn(text)).toBe(lsn);
    expect(formatLsn(lsn)).toBe(text);
  });
});
