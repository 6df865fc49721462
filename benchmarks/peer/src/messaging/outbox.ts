import { randomUUID } from 'node:crypto';
import type { Transaction } from '../persistence/prisma.service.ts';

export interface OutgoingEvent {
  readonly channel: string;
  readonly key: string;
  readonly type: string;
  readonly correlationId: string;
  readonly body: object;
}

/** The event's row, in the transaction of the change that it tells of. */
export async function enqueue(tx: Transaction, { channel, key, type, correlationId, body }: OutgoingEvent): Promise<void> {
  await tx.outbox.create({
    data: { id: randomUUID(), channel, key, type, time: new Date(), correlationId, payload: JSON.stringify(body) },
  });
}
