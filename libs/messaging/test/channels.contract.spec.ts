import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually, uniqueName, uniqueTopic } from '@ftgo/testing';
import { Member, closeAll, committed, numbered, testBroker } from './broker-member.ts';

afterEach(closeAll);

const KEYS = 'abcdefghijklmnop'.split('');

/** One record of each key, under way to whoever hears the channel. */
const toEachKey = (topic: string) => KEYS.flatMap((key) => numbered(topic, key, 1, 1));
const allOfThem = KEYS.map((key) => `${key}:1`);

describe('a channel of partitions', () => {
  it('is point-to-point to the members of one group: each message goes to one of them, and each of them gets some', async () => {
    const topic = await uniqueTopic('channels', { partitions: 4 });
    const [one, two] = [await testBroker(), await testBroker()];
    const group = uniqueName('group');
    const members = [await new Member([topic], group).join(one), await new Member([topic], group).join(two)];
    const shares = () => [one, two].map(({ broker }) => broker.health().subscriptions[0]!.partitions);
    await eventually(() => expect(shares()).toEqual([2, 2]));

    await one.broker.send(toEachKey(topic));
    await eventually(() => expect(members.flatMap(({ values }) => values).toSorted()).toEqual(allOfThem));
    for (const { values } of members) expect(values.length).toBeGreaterThan(0);
    await eventually(async () => expect((await committed(group, topic)).filter((at) => at > 0).reduce((a, b) => a + b)).toBe(KEYS.length));
    expect(members.flatMap(({ values }) => values)).toHaveLength(KEYS.length);
  });

  it('is publish-subscribe to groups: each of them gets every message', async () => {
    const topic = await uniqueTopic('channels', { partitions: 4 });
    const broker = await testBroker();
    const groups = await Promise.all([1, 2, 3].map(() => new Member([topic]).join(broker)));
    await broker.broker.send(toEachKey(topic));
    await eventually(() => expect(groups.map(({ values }) => values.toSorted())).toEqual([allOfThem, allOfThem, allOfThem]));
  });

  it('takes messages that nobody hears, and keeps them for a subscriber that comes later', async () => {
    const topic = await uniqueTopic('channels', { partitions: 4 });
    const broker = await testBroker();
    await broker.broker.send(toEachKey(topic));
    const late = await new Member([topic]).join(await testBroker());
    await eventually(() => expect(late.values.toSorted()).toEqual(allOfThem));
  });
});
