import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase } from '@ftgo/testing';
import type { TestDatabase } from '@ftgo/testing';
import pg from 'pg';
import { Backlog } from '../src/backlog.ts';
import { connect } from '../src/connection.ts';
import type { Lsn } from '../src/lsn.ts';
import type { OutboxRecord } from '../src/index.ts';
import { PgoutputDecoder } from '../src/pgoutput-decoder.ts';
import { ensurePublication, findSlot, makeSlotAnew } from '../src/replication-slot.ts';
import { ReplicationStream } from '../src/replication-stream.ts';
import { write } from './outbox-database.ts';

/**
 * The end of a transaction's commit record is where the next one's may begin. What is confirmed there, or beyond, is not sent
 * again after a connection is lost: the trap of every reader of a log that confirms "up to here".
 */
describe('two transactions whose commit records touch', () => {
  let database: TestDatabase;
  let control: pg.Client;
  let writers: [pg.Client, pg.Client];
  const names = { slot: '', publication: 'ftgo_outbox' };

  beforeEach(async () => {
    database = await testDatabase();
    names.slot = `${database.name}_outbox`;
    control = await connect(database.url);
    await ensurePublication(control, names);
    const signal = new AbortController().signal;
    await makeSlotAnew(control, { databaseUrl: database.url, slot: names.slot, silence: 30_000, forward: async () => {}, signal });
    writers = [new pg.Client({ connectionString: database.url }), new pg.Client({ connectionString: database.url })];
    await Promise.all(writers.map((writer) => writer.connect()));
  });

  afterEach(async () => {
    await Promise.all([control.end(), ...writers.map((writer) => writer.end())]);
    await database.drop();
  });

  /** Reads until `count` transactions came, lets `confirm` have them, then loses the connection. */
  async function read(count: number, confirm: (stream: ReplicationStream, backlog: Backlog) => void) {
    // The server may still be at the end of the connection before.
    const confirmed = await eventually(async () => {
      const slot = await findSlot(control, names.slot);
      if (slot.state !== 'free') throw new Error(`the slot is ${slot.state}`);
      return slot.confirmed;
    });
    const backlog = new Backlog(confirmed);
    const stream = new ReplicationStream(database.url, 30_000);
    const transactions: { rows: string[]; begins: Lsn; ends: Lsn }[] = [];
    let rows: string[] = [];
    const decoder = new PgoutputDecoder('/ftgo/test-service', {
      begin: () => {
        rows = [];
        if (transactions.length < count) backlog.begin();
      },
      add: (record: OutboxRecord, bytes: number) => {
        rows.push(String(record.value));
        if (transactions.length < count) backlog.add(record, bytes);
      },
      commit: (commitLsn) => {
        if (transactions.length < count) backlog.commit(commitLsn);
      },
    });
    const message = (chunk: Buffer): void => {
      decoder.decode(chunk);
      if (chunk[0] === 0x43) transactions.push({ rows, begins: chunk.readBigUInt64BE(2), ends: chunk.readBigUInt64BE(10) });
    };
    await stream.open(names.slot, names.publication, { message, reached: () => {}, answer: () => {} });
    await eventually(() => expect(transactions.length).toBeGreaterThanOrEqual(count));
    backlog.sent(backlog.take(1_000, 1_000_000).length);
    confirm(stream, backlog);
    await stream.close();
    return transactions;
  }

  const commitTogether = async (round: number): Promise<void> => {
    for (const [index, writer] of writers.entries()) {
      await writer.query('begin');
      await write({ query: (async (sql: string, params?: unknown[]) => (await writer.query(sql, params)).rows) as TestDatabase['query'] }, [
        { channel: 'test', key: 'jane', payload: `${round}.${index}` },
      ]);
    }
    await Promise.all(writers.map((writer) => writer.query('commit')));
  };

  it('are both sent when the first is confirmed and the connection is lost', async () => {
    let touched = 0;
    for (let round = 0; round < 40 && touched < 5; round += 1) {
      await commitTogether(round);
      const [first] = await read(1, (stream, backlog) => stream.confirm(backlog.confirmable));
      const [second] = await read(1, (stream, backlog) => stream.confirm(backlog.confirmable));
      expect([first!.rows, second!.rows].flat().sort()).toEqual([`${round}.0`, `${round}.1`]);
      if (second!.begins === first!.ends) touched += 1;
    }
    expect(touched).toBeGreaterThan(0);
  });
});
