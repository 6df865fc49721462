import { afterEach, describe, expect, it } from '@jest/globals';
import type { BrokerRecord } from '@ftgo/envelope';
import { eventually, testKafka, uniqueName } from '@ftgo/testing';
import { Member, aRecord, closeAll, committed, testBroker } from '../test/broker-member.ts';
import { PrefixedBroker } from './prefixed-broker.ts';
import { ensureTopics } from './topics/index.ts';

afterEach(closeAll);

const channel = 'ftgo.order.events';

/** A broker that has the channel under both names. */
async function behind(heard: string) {
  const { brokers } = await testKafka();
  const system = `${uniqueName('system')}.`;
  const topic = { partitions: 1, replicas: 1, minInSyncReplicas: 1, retentionMs: -1, cleanup: 'delete', maxMessageBytes: 1_000_000 } as const;
  await ensureTopics(brokers, [...new Set([system + channel, system + heard + channel])].map((name) => ({ ...topic, name })));
  const test = await testBroker();
  return { system, test, broker: new PrefixedBroker(test.broker, { system, heard }) };
}

describe('a prefix for a whole system', () => {
  it('stands before what is sent, heard and joined, and nobody inside sees it', async () => {
    const { system, test, broker } = await behind('');
    const tailed: BrokerRecord[] = [];
    await broker.tail('tail', [channel], (record) => tailed.push(record)).hearing;
    const member = new Member([channel]);
    const running = broker.subscribe(member);
    await broker.send([aRecord(channel, 'k', 'v')]);
    await eventually(() => expect([member.heard[0]?.channel, tailed[0]?.channel]).toEqual([channel, channel]));
    expect(member.batches[0]!.channel).toBe(channel);
    await eventually(async () => expect(await committed(system + member.group, system + channel)).toEqual([1]));
    await running.stop();
    expect(test.crashes).toEqual([]);
  });
});

describe('a prefix for what is heard', () => {
  it('is not before what is sent, nor before groups', async () => {
    const { system, test, broker } = await behind('routed.');
    const routed = system + 'routed.' + channel;
    const tailed: string[] = [];
    await broker.tail('tail', [channel], (record) => tailed.push(String(record.value))).hearing;
    const member = new Member([channel]);
    const running = broker.subscribe(member);
    const plain = await new Member([system + channel]).join(test);

    await broker.send([aRecord(channel, 'k', 'as sent')]);
    await eventually(() => expect(plain.values).toEqual(['as sent']));
    await test.broker.send([aRecord(routed, 'k', 'as routed')]);
    await eventually(() => expect([member.values, tailed]).toEqual([['as routed'], ['as routed']]));
    expect(member.heard[0]!.channel).toBe(channel);
    await eventually(async () => expect(await committed(system + member.group, routed)).toEqual([1]));
    await running.stop();
  });
});
