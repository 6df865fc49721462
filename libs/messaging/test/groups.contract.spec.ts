import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually, testKafka, uniqueName, uniqueTopic } from '@ftgo/testing';
import { usualTimes } from '../src/kafka/kafka-subscription.ts';
import { ensureTopics } from '../src/topics/index.ts';
import { Member, closeAll, committed, inAdmin, keyIn, numbered, testBroker } from './broker-member.ts';

afterEach(closeAll);

describe('a group', () => {
  it('hears what was sent before it was there', async () => {
    const topic = await uniqueTopic('groups', { partitions: 2 });
    const broker = await testBroker();
    await broker.broker.send(numbered(topic, 'a', 1, 3));
    const member = await new Member([topic]).join(broker);
    await eventually(() => expect(member.values).toEqual(['a:1', 'a:2', 'a:3']));
  });

  it('hears everything, whatever other groups hear', async () => {
    const topic = await uniqueTopic('groups');
    const broker = await testBroker();
    const [one, other] = await Promise.all([new Member([topic]).join(broker), new Member([topic]).join(broker)]);
    await broker.broker.send(numbered(topic, 'a', 1, 3));
    await eventually(() => expect([one.heard.length, other.heard.length]).toEqual([3, 3]));
  });

  it('waits for a topic that is not there yet', async () => {
    const name = uniqueName('later');
    const broker = await testBroker();
    const member = new Member([name]);
    member.running = broker.broker.subscribe(member);
    const { brokers } = await testKafka();
    const topic = { name, partitions: 1, replicas: 1, minInSyncReplicas: 1, retentionMs: -1, cleanup: 'delete', maxMessageBytes: 1_000 } as const;
    await ensureTopics(brokers, [topic]);
    await member.running.joined;
    await broker.broker.send(numbered(name, 'a', 1, 1));
    await eventually(() => expect(member.values).toEqual(['a:1']));
    expect(broker.crashes).toEqual([]);
  });
});

describe('what the broker says of its partitions', () => {
  it('is asked for every few seconds: kafkajs leaves out a partition that had no leader when it asked, and tells nobody', async () => {
    const topic = await uniqueTopic('groups');
    const broker = await testBroker();
    const member = await new Member([topic]).join(broker);
    await inAdmin(async (admin) => {
      await admin.createPartitions({ topicPartitions: [{ topic, count: 4 }] });
      // A producer that connects before the broker has heard of them itself would not look again for minutes.
      await eventually(async () => expect((await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]!.partitions).toHaveLength(4));
    });
    await eventually(async () => {
      await broker.broker.send(['a', 'b', 'c', 'd', 'e', 'f'].flatMap((key) => numbered(topic, key, 1, 1)));
      expect(new Set(member.heard.map(({ partition }) => partition)).size).toBe(4);
    }, { within: 20_000 });
  });
});

describe('a membership that was called off', () => {
  it('is not gone on with: kafkajs may, where it could not join again, and tells nobody', async () => {
    const topic = await uniqueTopic('groups');
    const broker = await testBroker();
    const member = await new Member([topic]).join(broker);
    await broker.broker.send(numbered(topic, 'a', 1, 2));
    await eventually(() => expect(member.values).toEqual(['a:1', 'a:2']));
    // What kafkajs does when a heartbeat meets a coordinator that is not there any more; it takes a broker's death at the right moment.
    const [subscription] = (broker.broker as unknown as { subscriptions: Set<{ revoke(state: string): void }> }).subscriptions;
    subscription!.revoke('joining');
    await broker.broker.send(numbered(topic, 'a', 3, 4));
    await eventually(() => expect([...new Set(member.values)]).toEqual(['a:1', 'a:2', 'a:3', 'a:4']));
    expect(broker.crashes).toEqual([]);
  });
});

describe('positions', () => {
  it('are committed up to the first record that is not settled', async () => {
    const topic = await uniqueTopic('groups');
    const broker = await testBroker();
    const member = new Member([topic]);
    member.take = () => undefined;
    await member.join(broker);
    await broker.broker.send(numbered(topic, 'a', 0, 9));
    await eventually(() => expect(member.heard).toHaveLength(10));
    const settle = (...offsets: number[]): void => offsets.forEach((offset) => member.batches[0]!.settle(member.heard[offset]!));

    settle(0, 1, 3, 4);
    await eventually(async () => expect(await committed(member.group, topic)).toEqual([2]));
    settle(2, 9);
    await eventually(async () => expect(await committed(member.group, topic)).toEqual([5]));
  });

  it('are committed on a cadence, not after every batch', async () => {
    const topic = await uniqueTopic('groups');
    const broker = await testBroker({ commitEvery: 200 });
    const member = await new Member([topic]).join(broker);
    const began = Date.now();
    for (let i = 0; i < 100; i++) {
      await broker.broker.send(numbered(topic, 'a', i, i));
      // So that each comes in a batch of its own.
      await eventually(() => expect(member.heard).toHaveLength(i + 1), { every: 1 });
    }
    await eventually(async () => expect(await committed(member.group, topic)).toEqual([100]));
    expect(member.batches).toHaveLength(100);
    expect(broker.network.count('offsetCommit')).toBeLessThanOrEqual((Date.now() - began) / 200 + 1);
  });

  it('are committed at stop, so that nothing that was settled comes again', async () => {
    const topic = await uniqueTopic('groups');
    const broker = await testBroker({ commitEvery: 60_000 });
    const member = await new Member([topic]).join(broker);
    await broker.broker.send(numbered(topic, 'a', 1, 3));
    await eventually(() => expect(member.heard).toHaveLength(3));
    await member.running.stop();
    const successor = await new Member([topic], member.group).join(broker);
    await broker.broker.send(numbered(topic, 'a', 4, 4));
    await eventually(() => expect(successor.values).toEqual(['a:4']));
  });
});

describe('a partition without room', () => {
  it('gets no further batch, and holds no other partition up', async () => {
    const topic = await uniqueTopic('groups', { partitions: 2 });
    const [full, free] = [keyIn(0, 2), keyIn(1, 2)];
    const broker = await testBroker({ patience: 100 });
    const member = new Member([topic]);
    const heardOf = (key: string): number[] => member.values.filter((value) => value.startsWith(key)).map((value) => Number(value.split(':')[1]));
    let makeRoom!: () => void;
    const room = new Promise<void>((resolve) => (makeRoom = resolve));
    member.take = (batch) => (batch.partition === 0 ? room : undefined);
    await member.join(broker);
    await broker.broker.send(numbered(topic, full, 1, 1));
    await eventually(() => expect(heardOf(full)).toEqual([1]));

    for (let i = 1; i <= 3; i++) await broker.broker.send([...numbered(topic, full, i + 1, i + 1), ...numbered(topic, free, i, i)]);
    await eventually(() => expect(heardOf(free)).toEqual([1, 2, 3]));
    expect(heardOf(full)).toEqual([1]);
    makeRoom();
    await eventually(() => expect(heardOf(full)).toEqual([1, 2, 3, 4]));
  });
});

describe('stopping', () => {
  /** As long as it would wait for work unless told. */
  const USUALLY = usualTimes.stopWithin;
  const timeOf = async (stopped: Promise<void>): Promise<number> => {
    const began = performance.now();
    await stopped;
    return performance.now() - began;
  };

  it('waits for what is being worked on', async () => {
    const topic = await uniqueTopic('groups');
    const broker = await testBroker();
    const member = new Member([topic]);
    let finish!: () => void;
    const work = new Promise<void>((resolve) => (finish = resolve));
    member.take = () => undefined;
    member.idle = () => work.then(() => member.batches[0]!.settle(member.heard[0]!));
    await member.join(broker);
    await broker.broker.send(numbered(topic, 'a', 1, 1));
    await eventually(() => expect(member.heard).toHaveLength(1));
    const stopped = member.running.stop();
    expect(member.batches[0]!.revoked.aborted).toBe(true);
    finish();
    await stopped;
    // The stop does not wait for ever for the answer to its commit.
    await eventually(async () => expect(await committed(member.group, topic)).toEqual([1]));
  });

  it('takes no longer than it is given, even where work never ends', async () => {
    const topic = await uniqueTopic('groups');
    const broker = await testBroker({ stopWithin: 500 });
    const member = new Member([topic]);
    member.idle = () => new Promise(() => undefined);
    await member.join(broker);
    expect(await timeOf(member.running.stop())).toBeLessThan(USUALLY);
  });

  it('takes no longer than it is given while the broker is away', async () => {
    const topic = await uniqueTopic('groups');
    const broker = await testBroker({ stopWithin: 500 });
    const member = await new Member([topic]).join(broker);
    broker.network.cut();
    expect(await timeOf(member.running.stop())).toBeLessThan(USUALLY);
  });
});
