import type { TestDatabase } from '@ftgo/testing';
import { write } from './outbox-database.ts';

const KEYS = ['ann', 'bob', 'cem', 'dan'];

/** One writer per key, each row written when the one before is committed; payloads count from 0. */
export class Writers {
  readonly #done: Promise<unknown>;
  #enough = false;
  written = 0;

  constructor(database: Pick<TestDatabase, 'query'>, channel: string) {
    this.#done = Promise.all(
      KEYS.map(async (key) => {
        for (let n = 0; !this.#enough; n += 1) {
          await write(database, [{ channel, key, payload: String(n) }]);
          this.written += 1;
        }
      }),
    );
  }

  async finish(): Promise<void> {
    this.#enough = true;
    await this.#done;
  }
}

/**
 * How many different rows of writers are there.
 *
 * @throws Error where one came before its predecessor: copies are allowed, overtaking is not
 */
export function arrived(records: readonly { readonly key: string; readonly value: string | Buffer }[]): number {
  let count = 0;
  for (const key of KEYS) {
    const firsts = [...new Set(records.filter((record) => record.key === key).map(({ value }) => String(value)))];
    const wrong = firsts.findIndex((value, index) => value !== String(index));
    if (wrong >= 0) throw new Error(`${key}: ${firsts[wrong]} arrived where ${wrong} was due`);
    count += firsts.length;
  }
  return count;
}
