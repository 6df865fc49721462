import type pg from 'pg';

/** Of one database; the server releases it when the session ends, however it ends. */
const outboxLock = `hashtext('ftgo.outbox_relay')`;

/**
 * Elects the polling relay: one session has the outbox for itself.
 *
 * @returns whether it is this one, until the session ends or {@link resign}s
 */
export function electAlone(client: pg.Client): Promise<boolean> {
  return tryLock(client, 'pg_try_advisory_lock');
}

/**
 * Keeps polling relays away. Relays that tail the log share this; which of them is active, their slot decides.
 *
 * @returns whether no polling relay is active, until the session ends
 */
export function shareWithTailing(client: pg.Client): Promise<boolean> {
  return tryLock(client, 'pg_try_advisory_lock_shared');
}

export async function resign(client: pg.Client): Promise<void> {
  await client.query(`select pg_advisory_unlock(${outboxLock})`);
}

async function tryLock(client: pg.Client, how: string): Promise<boolean> {
  const { rows } = await client.query<{ ours: boolean }>(`select ${how}(${outboxLock}) as ours`);
  return rows[0]!.ours;
}
