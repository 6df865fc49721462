import { outboxColumns, toRecord } from './outbox-row.ts';
import type { Lsn } from './lsn.ts';
import type { OutboxRecord } from './message-producer.ts';

/** Who is told what the log holds. */
export interface LogReader {
  begin(): void;
  add(record: OutboxRecord, bytes: number): void;
  commit(commitLsn: Lsn): void;
}

const BEGIN = 0x42;
const COMMIT = 0x43;
const INSERT = 0x49;
const RELATION = 0x52;
const NULL = 0x6e;
const UNCHANGED = 0x75;

/**
 * Decodes the inserts of the outbox table, and nothing else, from pgoutput's protocol version 1
 * (https://www.postgresql.org/docs/17/protocol-logicalrep-message-formats.html). Texts are copied out of the chunk.
 */
export class PgoutputDecoder {
  readonly #source: string;
  readonly #reader: LogReader;
  /** By relation: for each column its place in `outboxColumns`, or -1. */
  readonly #places = new Map<number, readonly number[]>();

  constructor(source: string, reader: LogReader) {
    this.#source = source;
    this.#reader = reader;
  }

  /** @throws Error for a relation that lacks a column of the outbox. */
  decode(chunk: Buffer): void {
    switch (chunk[0]) {
      case BEGIN:
        return this.#reader.begin();
      case RELATION:
        return this.#relation(chunk);
      case INSERT:
        return this.#insert(chunk);
      case COMMIT:
        return this.#reader.commit(chunk.readBigUInt64BE(2));
    }
  }

  #relation(chunk: Buffer): void {
    let at = 5;
    const name = (): string => {
      const end = chunk.indexOf(0, at);
      const text = chunk.toString('utf8', at, end);
      at = end + 1;
      return text;
    };
    const relation = [name(), name()].join('.');
    const count = chunk.readInt16BE(at + 1);
    at += 3;
    const places: number[] = [];
    for (let column = 0; column < count; column += 1) {
      at += 1;
      places.push((outboxColumns as readonly string[]).indexOf(name()));
      at += 8;
    }
    // What was written before the table had the column is still in the log.
    const missing = outboxColumns.filter((column, place) => !places.includes(place) && column !== 'payload_bytes');
    if (missing.length > 0) throw new Error(`${relation} is no outbox: it lacks ${missing.join(', ')}`);
    this.#places.set(chunk.readUInt32BE(1), places);
  }

  #insert(chunk: Buffer): void {
    const places = this.#places.get(chunk.readUInt32BE(1));
    if (!places) throw new Error('the log holds a row of a relation it has not described');
    const row: (string | null)[] = new Array(outboxColumns.length).fill(null);
    let at = 8;
    for (const place of places) {
      const kind = chunk[at];
      at += 1;
      if (kind === NULL || kind === UNCHANGED) continue;
      const end = at + 4 + chunk.readInt32BE(at);
      if (place >= 0) row[place] = chunk.toString('utf8', at + 4, end);
      at = end;
    }
    this.#reader.add(toRecord(row, this.#source), chunk.length);
  }
}
