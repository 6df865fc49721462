import { headerNames } from '@ftgo/envelope';
import type pg from 'pg';
import type { OutboxRecord } from './message-producer.ts';

interface RefusedRow {
  readonly id: string;
  readonly channel: string;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** The records of one channel and key, whose order counts. */
const lineOf = ({ channel, key }: { channel: string; key: string }): string => `${channel}\n${key}`;

/** Records set aside because the broker never takes them, with what has to wait behind them, in the table `outbox_refused`. */
export class RefusedRecords {
  readonly #client: pg.Client;
  #lines = new Set<string>();

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  /** @param client the connection that the relay's role hangs on: who has lost the role sets nothing aside */
  static async open(client: pg.Client): Promise<RefusedRecords> {
    const opened = new RefusedRecords(client);
    await opened.look();
    return opened;
  }

  get isEmpty(): boolean {
    return this.#lines.size === 0;
  }

  /** Whether an earlier record of its channel and key was set aside. */
  hasToWait(record: OutboxRecord): boolean {
    return this.#lines.has(lineOf(record));
  }

  /** Safe to repeat. */
  async setAside(records: readonly OutboxRecord[], reason?: string): Promise<void> {
    for (const { channel, key, headers, value } of records) {
      await this.#client.query(
        'insert into outbox_refused (id, channel, key, headers, body, reason) values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing',
        [headers[headerNames.id], channel, key, headers, Buffer.from(value), reason],
      );
      this.#lines.add(lineOf({ channel, key }));
    }
  }

  /** Reads which lines are still parked: somebody may have deleted what was never to be sent. */
  async look(): Promise<void> {
    const { rows } = await this.#client.query<{ channel: string; key: string }>('select distinct channel, key from outbox_refused');
    this.#lines = new Set(rows.map(lineOf));
  }

  /** The oldest records that were released, in order. */
  async released(limit: number): Promise<OutboxRecord[]> {
    const { rows } = await this.#client.query<RefusedRow>('select * from outbox_refused where released order by position limit $1', [limit]);
    return rows.map(({ channel, key, headers, body }) => ({ channel, key, headers, value: body }));
  }

  /** The broker has them. */
  async sent(records: readonly OutboxRecord[]): Promise<void> {
    await this.#client.query('delete from outbox_refused where id = any($1)', [records.map(({ headers }) => headers[headerNames.id])]);
  }

  /** The broker still does not take it: its line is not released any more. */
  async refusedAgain({ channel, key, headers }: OutboxRecord, reason: string): Promise<void> {
    await this.#client.query('update outbox_refused set released = false where channel = $1 and key = $2', [channel, key]);
    await this.#client.query('update outbox_refused set reason = $2 where id = $1', [headers[headerNames.id], reason]);
  }
}
