import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import { partitionCount, poisonOfEachKind, sendPoison, withoutAmount } from '../../infra/demo/poison.ts';
import { type Person, type Restaurant, balancedBooks, call, operator, pidOf, placed, reaches, someConsumer, someRestaurant, stack } from './ftgo.ts';

let jane: Person;
let ajanta: Restaurant;
beforeAll(async () => {
  jane = await someConsumer(100_000_000);
  ajanta = await someRestaurant(jane);
});

const PATH = '/v1/operations/dead-letters';
const ask = async (method: string, path: string, body?: object) => call(method, PATH + path, { token: await operator(), body });

/** What is not settled of a key, once it is so many. */
function lettersOf(key: string, count: number, within = 20_000): Promise<any[]> {
  return eventually(
    async () => {
      const { body } = await ask('GET', `?key=${key}&limit=100`);
      expect(body.unavailable).toEqual([]);
      expect(body.deadLetters).toHaveLength(count);
      return body.deadLetters;
    },
    { within },
  );
}

const discard = (id: string) => ask('POST', `/${id}/discard`, { reason: 'sent by a test' });

describe('poison', () => {
  it('of each kind is set aside, and delays nobody else', async () => {
    // Into every partition, so that no order can go around it.
    const partitions = Array.from({ length: await partitionCount(stack.kafkaBrokers) }, (_, partition) => ({ partition, poison: poisonOfEachKind() }));
    for (const { partition, poison } of partitions) await sendPoison(stack.kafkaBrokers, poison, partition);
    const orders = await Promise.all(Array.from({ length: 12 }, () => placed(jane, ajanta)));
    for (const order of orders) await reaches('APPROVED', jane, order);
    for (const { key, isSkipped } of partitions.flatMap(({ poison }) => poison)) {
      const letters = await lettersOf(key, isSkipped ? 0 : 1);
      for (const { deadLetterId } of letters) expect((await discard(deadLetterId)).body).toMatchObject({ state: 'DISCARDED', behind: 0 });
    }
    await balancedBooks();
  }, 120_000);

  it('shows its bytes where nobody can read them, and itself where somebody can', async () => {
    const [bytes] = poisonOfEachKind();
    const key = randomUUID();
    const poison = [bytes!, { ...withoutAmount(key), key: bytes!.key }];
    await sendPoison(stack.kafkaBrokers, poison);
    const [head, behind] = await lettersOf(bytes!.key, 2);
    expect((await ask('GET', `/${head.deadLetterId}`)).body).toMatchObject({ bodyBase64: Buffer.from(bytes!.value!).toString('base64'), waiting: [{ deadLetterId: behind.deadLetterId }] });
    expect((await ask('GET', `/${behind.deadLetterId}`)).body).toMatchObject({ body: { orderId: key }, state: 'WAITING' });
    expect(await ask('POST', `/${behind.deadLetterId}/discard`, { reason: 'not its turn' })).toMatchObject({ status: 409, body: { code: 'NOT_THE_HEAD' } });
    // It is tried in its turn, and fails.
    expect((await discard(head.deadLetterId)).body).toMatchObject({ state: 'DISCARDED', behind: 1 });
    await eventually(async () => expect((await ask('GET', `/${behind.deadLetterId}`)).body).toMatchObject({ state: 'DEAD', head: true, attempts: 1 }));
    expect((await ask('POST', `/${behind.deadLetterId}/replay`, {})).body).toMatchObject({ state: 'DEAD', head: true, attempts: 2, error: { class: 'TypeError' } });
    await discard(behind.deadLetterId);
  }, 60_000);
});

describe('a service that is killed while it works off what waited', () => {
  it('goes on where it was, and leaves the key free', async () => {
    const key = randomUUID();
    await sendPoison(stack.kafkaBrokers, [withoutAmount(key)]);
    const [head] = await lettersOf(key, 1);
    // Verified, again and again: each changes nothing, but has its turn.
    const verified = (n: number) => ({
      ...withoutAmount(key),
      key,
      value: JSON.stringify({ orderId: key, consumerId: jane.id, orderTotal: { amount: 100, currency: 'USD' } }),
      headers: { ...withoutAmount(key).headers, ce_id: `${key}-${n}` },
    });
    await sendPoison(stack.kafkaBrokers, Array.from({ length: 90 }, (_, n) => verified(n)));
    await lettersOf(key, 91);
    const answer = discard(head.deadLetterId).catch(() => undefined);
    await eventually(async () => expect((await ask('GET', `?key=${key}&limit=100`)).body.deadLetters.length).toBeLessThan(91), { every: 5 });
    process.kill(pidOf('consumer'), 'SIGKILL');
    await answer;
    // What it had in hand is taken up when it has been silent for too long.
    await lettersOf(key, 0, 60_000);
    const { body } = await ask('GET', `?key=${key}&state=REPLAYED&limit=100`);
    const offsets = body.deadLetters.map(({ settledAt, origin }: any) => ({ settledAt, offset: Number(origin.offset) }));
    const inOrderOfSettling = [...offsets].sort((a, b) => a.settledAt.localeCompare(b.settledAt) || a.offset - b.offset);
    expect(offsets).toHaveLength(90);
    expect(inOrderOfSettling.map(({ offset }) => offset)).toEqual(offsets.map(({ offset }: { offset: number }) => offset).sort((a: number, b: number) => a - b));
    await balancedBooks();
  }, 120_000);
});

