import { electAlone, resign } from './election.ts';
import { ElectedRelay } from './elected-relay.ts';
import type { RelayOptions } from './elected-relay.ts';
import { forgetSlot } from './forget-slot.ts';
import type { HeldConnection } from './held-connection.ts';
import type { OrderlySender } from './orderly-sender.ts';
import { toRecord } from './outbox-row.ts';
import { BrokerAway } from './persistent-sender.ts';
import { findSlot } from './replication-slot.ts';
import { deleteSent, readUnsent } from './unsent-rows.ts';

export interface PollingRelayOptions extends RelayOptions {
  /** Milliseconds between two looks at an outbox that was empty. */
  readonly every?: number;
}

/**
 * Reads the outbox table again and again, and deletes what the broker has acknowledged. An advisory lock elects the active
 * relay, and reads and deletes go through the very session that holds it: who has lost it can do neither. Needs no privilege but
 * the table's. Why it is done so: `docs/decisions/0004-outbox-relay.md`.
 */
export class PollingRelay extends ElectedRelay {
  readonly #every: number;
  #rowsHeld = 0;

  constructor({ every = 100, ...options }: PollingRelayOptions) {
    super(options);
    this.#every = every;
  }

  protected override get rowsHeld(): number {
    return this.#rowsHeld;
  }

  protected override async takePart(connection: HeldConnection): Promise<void> {
    while (!this.stopping.aborted) {
      if (await this.#isElected(connection)) return this.#poll(connection);
      await this.standBy();
    }
  }

  /** Where a slot is left by a relay that tailed the log, what that one had still to send is what remains in the table. */
  async #isElected(connection: HeldConnection): Promise<boolean> {
    const { client } = connection;
    if (!(await electAlone(client))) return false;
    const slot = await findSlot(client, this.slot);
    if (slot.state === 'taken') {
      await resign(client);
      return false;
    }
    const { state } = slot;
    if (state !== 'missing') await connection.takingLong(() => forgetSlot(client, this.slot, state, this.log));
    // Empty tables make bad statistics: without this, a backlog is sorted for each batch.
    await client.query('set enable_sort = off');
    return true;
  }

  async #poll(connection: HeldConnection): Promise<void> {
    const { lost } = connection;
    const outgoing = await this.outgoing(connection);
    this.become('active');
    let keptHouse = performance.now();
    while (!this.stopping.aborted) {
      const sent = await this.#sendOldest(connection, outgoing);
      if (lost.aborted) throw new Error('the connection that the role hangs on was lost');
      if (performance.now() - keptHouse >= this.bounds.housekeepingEvery) {
        keptHouse = performance.now();
        await this.#keepHouse(connection);
      }
      if (sent === 0) await this.pause(this.#every);
    }
  }

  /** @returns how many rows were sent */
  async #sendOldest({ client, lost }: HeldConnection, outgoing: OrderlySender): Promise<number> {
    const over = AbortSignal.any([lost, this.abandoned]);
    const limits = { giveUp: over, abandon: over, patience: this.bounds.patience };
    await outgoing.sendReleased(limits);
    const { rows, places } = await readUnsent(client, this.bounds);
    if (rows.length === 0) return 0;
    this.#rowsHeld = rows.length;
    try {
      const records = rows.map((row) => toRecord(row, this.source));
      if (await outgoing.send(records, limits)) await deleteSent(client, places);
      else if (!over.aborted) throw new BrokerAway(limits.patience);
      return rows.length;
    } finally {
      this.#rowsHeld = 0;
    }
  }

  async #keepHouse({ client }: HeldConnection): Promise<void> {
    await this.partitions.make(client);
    const before = await this.partitions.dropEmpty(client);
    if (before) this.log.info({ before }, 'dropped empty days of the outbox');
  }
}
