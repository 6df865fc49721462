import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import pg from 'pg';
import { Redelivery } from '../../infra/demo/redelivery.ts';
import { type SeenMessage, Wiretap } from '../../infra/demo/wiretap.ts';
import { type Person, call, pidOf, placed, reaches, someConsumer, someRestaurant, stack } from './ftgo.ts';

/** What asks accounting for an authorization. */
const ASKING = ['ConsumerVerified', 'TicketCreated'];
const ACCOUNTING = 'ftgo.consumer.accounting';

let jane: Person;
let wiretap: Wiretap;
const redelivery = new Redelivery(stack.kafkaBrokers);
const database = new pg.Pool({ connectionString: stack.databaseUrls.consumer, max: 1 });
beforeAll(async () => {
  jane = await someConsumer();
  wiretap = await Wiretap.on(stack.kafkaBrokers);
});
afterAll(async () => {
  await wiretap?.stop();
  await database.end();
});

const asking = (orderId: string): readonly SeenMessage[] => wiretap.of(orderId).filter(({ type, again }) => ASKING.includes(type) && !again);

/** Accounting has been given them once more when this resolves. */
async function deliverAgain(messages: readonly SeenMessage[]): Promise<void> {
  for (const message of messages) await redelivery.settledBy(ACCOUNTING, await redelivery.sendAgain(message));
}

/** Everything that accounting did about the order, with the times at which it did it. */
async function books(orderId: string, messages: readonly SeenMessage[]): Promise<object> {
  const rows = async (sql: string, parameter: unknown) => (await database.query(sql, [parameter])).rows;
  return {
    account: (await rows('select * from accounts where id = $1', jane.id))[0],
    authorization: (await rows('select * from authorizations where id = $1', orderId))[0],
    told: await rows(`select id from outbox where key = $1 and type like '%Account%' order by seq`, orderId),
    inbox: await rows(`select message_id, seen_at from inbox where subscriber = 'accounting' and message_id = any($1) order by message_id`, messages.map(({ id }) => id)),
  };
}

describe('the messages that asked for an authorization, delivered again', () => {
  it('hold the amount once and are answered once, also after the service was killed', async () => {
    const orderId = await placed(jane, await someRestaurant(jane));
    await reaches('APPROVED', jane, orderId);
    const messages = await eventually(() => {
      expect(asking(orderId).map(({ type }) => type).sort()).toEqual(ASKING);
      return asking(orderId);
    });
    const before = await eventually(async () => {
      const found = await books(orderId, messages);
      expect(found).toMatchObject({ told: [expect.anything()], inbox: [expect.anything(), expect.anything()] });
      return found;
    });

    await deliverAgain(messages);
    expect(await books(orderId, messages)).toEqual(before);

    process.kill(pidOf('consumer'), 'SIGKILL');
    await deliverAgain(messages);
    expect(await books(orderId, messages)).toEqual(before);
    await eventually(async () => expect((await call('GET', `/v1/consumers/${jane.id}/account`, { token: jane.token })).body.held.amount).toBe(1234), { within: 30_000 });
    // The relay that was killed with the service may send again what it had not confirmed: the same message.
    expect(wiretap.of(orderId).filter(({ type, again }) => type === 'AccountAuthorized' && !again)).toHaveLength(1);
  }, 120_000);
});
