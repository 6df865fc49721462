import { shareWithTailing } from './election.ts';
import { ElectedRelay } from './elected-relay.ts';
import type { RelayOptions } from './elected-relay.ts';
import type { HeldConnection } from './held-connection.ts';
import type { Lsn } from './lsn.ts';
import type { OrderlySender } from './orderly-sender.ts';
import { toRecord } from './outbox-row.ts';
import type { OutboxRow } from './outbox-row.ts';
import { BrokerAway } from './persistent-sender.ts';
import { RelaySession } from './relay-session.ts';
import { ensurePublication, findSlot, makeSlotAnew } from './replication-slot.ts';

export interface LogTailingRelayOptions extends RelayOptions {
  /** Of a role that owns the outbox table and has the attribute REPLICATION. Directly to PostgreSQL, not through a pooler. */
  readonly databaseUrl: string;
  /** `ftgo_outbox` unless told. */
  readonly publication?: string;
}

/**
 * Reads the outbox from PostgreSQL's log: no polling, rows in the order of their commits, writers only insert. The slot
 * admits one reader and so elects the active relay. Why it is done so: `docs/decisions/0004-outbox-relay.md`.
 */
export class LogTailingRelay extends ElectedRelay {
  readonly #publication: string;
  #session: RelaySession | undefined;

  constructor({ publication = 'ftgo_outbox', ...options }: LogTailingRelayOptions) {
    super(options);
    this.#publication = publication;
  }

  protected override get rowsHeld(): number {
    return this.#session?.rows ?? 0;
  }

  protected override async takePart(connection: HeldConnection): Promise<void> {
    const control = connection.client;
    while (!(await shareWithTailing(control))) {
      await this.standBy();
      if (this.stopping.aborted) return;
    }
    await ensurePublication(control, this.#names);
    while (!this.stopping.aborted) {
      const slot = await findSlot(control, this.slot);
      const wasActive =
        slot.state === 'missing' || slot.state === 'lost'
          ? await this.#makeSlotAnew(connection)
          : slot.state === 'free' && (await this.#relay(connection, slot.confirmed));
      if (!wasActive) await this.standBy();
    }
  }

  get #names(): { slot: string; publication: string } {
    return { slot: this.slot, publication: this.#publication };
  }

  async #makeSlotAnew(connection: HeldConnection): Promise<boolean> {
    const { client, lost } = connection;
    const { patience, silence } = this.bounds;
    const log = { slot: this.slot, rowsSent: 0 };
    this.log.info(log, 'there is no usable replication slot: it is made, and what the table holds is sent first');
    const over = AbortSignal.any([this.abandoned, lost]);
    const limits = { giveUp: AbortSignal.any([this.stopping, lost]), abandon: over, patience };
    let outgoing: OrderlySender | undefined;
    const forward = async (rows: OutboxRow[]): Promise<void> => {
      outgoing ??= await this.outgoing(connection);
      this.become('active');
      const records = rows.map((row) => toRecord(row, this.source));
      if (!(await outgoing.send(records, limits))) throw new BrokerAway(patience);
      log.rowsSent += rows.length;
    };
    const made = await makeSlotAnew(client, { databaseUrl: this.databaseUrl, slot: this.slot, silence, forward, signal: over });
    if (made) this.log.info(log, 'the replication slot is made');
    return made;
  }

  /** Relays until the relay is stopped. @returns false where another relay was quicker; throws when the session fails. */
  async #relay(connection: HeldConnection, confirmed: Lsn): Promise<boolean> {
    const { client, lost } = connection;
    const housekeeping = async (upTo: Lsn): Promise<void> => {
      await this.partitions.make(client);
      const before = await this.partitions.drop(client, upTo);
      if (before) this.log.info({ before }, 'dropped days of the outbox that were sent long ago');
    };
    const { databaseUrl, source, bounds, stopping, abandoned } = this;
    const session = new RelaySession(
      { databaseUrl, source, names: this.#names, bounds, stopping, abandoned, lost, housekeeping },
      confirmed,
    );
    if (!(await session.open())) return false;
    this.#session = session;
    try {
      const outgoing = await this.outgoing(connection);
      this.become('active');
      await session.relay(outgoing);
      return true;
    } finally {
      this.#session = undefined;
      // Also where it never came to relay: whoever keeps the connection keeps the slot.
      await session.drop();
    }
  }
}
