import { afterEach, describe, expect, it } from '@jest/globals';
import { PrefixedBroker, ensureTopics } from '@ftgo/messaging';
import { eventually, testKafka, uniqueName } from '@ftgo/testing';
import { Member, closeAll, committed, numbered, testBroker } from '../../libs/messaging/test/broker-member.ts';
import { MessageRouter } from './message-router.ts';
import { ensureRoutedTopics, routedName } from './routed-topics.ts';

afterEach(closeAll);

const logger = { log() {}, error() {}, warn() {} };

/** A router over a network that can be cut, and a consumer behind it. */
async function aRouter() {
  const channel = 'ftgo.order.events';
  const system = `${uniqueName('rejoin')}.`;
  const { brokers } = await testKafka();
  await ensureTopics(brokers, [{ name: system + channel, partitions: 1, replicas: 1, minInSyncReplicas: 1, retentionMs: -1, cleanup: 'delete', maxMessageBytes: 1_000_000 }]);
  await ensureRoutedTopics({ brokers, system, listeners: ['consumer'], channels: [channel] });
  const [under, others] = [await testBroker(), await testBroker()];
  const router = new MessageRouter({ broker: new PrefixedBroker(under.broker, { system }), listeners: ['consumer'], channels: [channel], logger });
  await router.ready;
  const consumer = await new Member([system + routedName('consumer', channel)]).join(others);
  return { channel: system + channel, group: system + router.group, router, consumer, under, others };
}

const hold = { match: {}, action: { kind: 'hold' }, times: 1, probability: 1, seed: 1 } as const;

describe('a router that has to join again', () => {
  it('forwards nothing twice, and holds once what it holds', async () => {
    const { channel, group, router, consumer, others } = await aRouter();
    const held = router.rules.add(hold);
    await others.broker.send(numbered(channel, 'a', 1, 3));
    await eventually(() => expect(consumer.values).toEqual(['a:2', 'a:3']));
    expect(await committed(group, channel)).toEqual([-1]);

    const intruder = new Member([channel], group);
    intruder.take = () => undefined;
    await intruder.join(others);
    await intruder.running.stop();
    await others.broker.send(numbered(channel, 'a', 4, 4));
    await eventually(() => expect(consumer.values).toEqual(['a:2', 'a:3', 'a:4']));
    expect(held.document.holding).toBe(1);

    await held.release('kept');
    await eventually(() => expect(consumer.values).toEqual(['a:2', 'a:3', 'a:4', 'a:1']));
    await eventually(async () => expect(await committed(group, channel)).toEqual([4]));
    await router.stop();
  });
});

describe('a router whose broker goes away', () => {
  it('forwards everything in order when it is back', async () => {
    const { channel, router, consumer, under, others } = await aRouter();
    await others.broker.send(numbered(channel, 'a', 1, 3));
    await eventually(() => expect(consumer.values).toEqual(['a:1', 'a:2', 'a:3']));
    under.network.loseProduceAnswers = true;
    await others.broker.send(numbered(channel, 'a', 4, 6));
    await eventually(() => expect(consumer.values).toContain('a:6'));
    under.network.cut();
    await others.broker.send(numbered(channel, 'a', 7, 9));
    under.network.loseProduceAnswers = false;
    under.network.mend();
    await eventually(() => expect(consumer.values).toContain('a:9'), { within: 20_000 });
    // What was acknowledged too late may come again, all of it and in order.
    const firsts = consumer.values.filter((value, index) => consumer.values.indexOf(value) === index);
    expect(firsts).toEqual(Array.from({ length: 9 }, (_, index) => `a:${index + 1}`));
    await router.stop();
  });

  it('sends what is released meanwhile when it is back', async () => {
    const { channel, router, consumer, under, others } = await aRouter();
    const held = router.rules.add({ ...hold, times: 3 });
    await others.broker.send(numbered(channel, 'a', 1, 3));
    await eventually(() => expect(held.document.holding).toBe(3));
    under.network.cut();
    const released = held.release('kept');
    await eventually(() => expect(under.broker.health().producer).toBe('failing'), { within: 20_000 });
    under.network.mend();
    await released;
    await eventually(() => expect(consumer.values).toEqual(['a:1', 'a:2', 'a:3']));
    await router.stop();
  });
});
