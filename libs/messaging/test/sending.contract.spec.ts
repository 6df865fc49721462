import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually, uniqueName, uniqueTopic } from '@ftgo/testing';
import { RecordRefused } from '../src/broker.ts';
import { Member, aRecord, closeAll, numbered, testBroker } from './broker-member.ts';

afterEach(closeAll);

describe('sending', () => {
  it('brings key, body and headers over as they are', async () => {
    const topic = await uniqueTopic('sending');
    const broker = await testBroker();
    const body = Buffer.from([0, 255, 123, 10]);
    await broker.broker.send([aRecord(topic, '{"a":1}', body, { ce_id: '[1]', ce_subject: 'Crème brûlée' })]);
    const member = await new Member([topic]).join(broker);
    await eventually(() => expect(member.heard).toHaveLength(1));
    const [{ key, value, headers, offset }] = member.heard as [(typeof member.heard)[0]];
    expect([key?.toString(), value, offset]).toEqual(['{"a":1}', body, '0']);
    expect(String(headers?.['ce_id'])).toBe('[1]');
    expect(String(headers?.['ce_subject'])).toBe('Crème brûlée');
  });

  it('brings over what has no key, no body, or several headers of a name, into the partition that is named', async () => {
    const topic = await uniqueTopic('sending', { partitions: 4 });
    const broker = await testBroker();
    const key = Buffer.from([255, 0]);
    await broker.broker.send([
      { channel: topic, key: null, value: null, headers: {}, partition: 3 },
      { channel: topic, key, value: 'x', headers: { twice: [Buffer.from('a'), Buffer.from('b')] }, partition: 3 },
    ]);
    const member = await new Member([topic]).join(broker);
    await eventually(() => expect(member.heard).toHaveLength(2));
    expect(member.heard).toMatchObject([
      { partition: 3, offset: '0', key: null, value: null },
      { partition: 3, offset: '1', key, headers: { twice: [Buffer.from('a'), Buffer.from('b')] } },
    ]);
  });

  it('keeps the order of a key, also of sends that were not waited for', async () => {
    const topic = await uniqueTopic('sending', { partitions: 4 });
    const broker = await testBroker();
    const sends = Array.from({ length: 50 }, (_, i) => ['a', 'b', 'c'].flatMap((key) => numbered(topic, key, i * 10, i * 10 + 9)));
    await Promise.all(sends.map((records) => broker.broker.send(records)));
    const member = await new Member([topic]).join(broker);
    await eventually(() => expect(member.heard).toHaveLength(1_500));
    for (const key of ['a', 'b', 'c']) {
      const heard = member.values.filter((value) => value.startsWith(`${key}:`));
      expect(heard).toEqual(numbered(topic, key, 0, 499).map(({ value }) => value));
    }
  });

  it('sends to several channels at once', async () => {
    const topics = [await uniqueTopic('sending'), await uniqueTopic('sending')];
    const broker = await testBroker();
    await broker.broker.send(topics.map((topic) => aRecord(topic, 'k', topic)));
    const member = await new Member(topics).join(broker);
    await eventually(() => expect(member.values.toSorted()).toEqual(topics.toSorted()));
  });

  it('takes a large record, refuses one that is too large, and goes on', async () => {
    const topic = await uniqueTopic('sending');
    const broker = await testBroker();
    const large = Buffer.alloc(1_000_000, 'x');
    await broker.broker.send([aRecord(topic, 'k', large)]);
    await expect(broker.broker.send([aRecord(topic, 'k', Buffer.alloc(1_500_000, 'x'))])).rejects.toThrow(RecordRefused);
    await broker.broker.send([aRecord(topic, 'k', 'after')]);
    const member = await new Member([topic]).join(broker);
    await eventually(() => expect(member.heard).toHaveLength(2));
    expect(member.heard[0]!.value!.equals(large)).toBe(true);
    expect(member.values[1]).toBe('after');
  });

  it('makes no topic by itself', async () => {
    const broker = await testBroker();
    await expect(broker.broker.send([aRecord(uniqueName('nowhere'), 'k', 'v')])).rejects.toThrow();
    expect(broker.broker.health().producer).toBe('failing');
  });

  // The broker stores a batch, the answer is lost: kafkajs takes its sequence numbers back, and other records under the
  // same numbers would be taken for copies and dropped.
  it('drops nothing after a send whose answer was lost', async () => {
    const topic = await uniqueTopic('sending');
    const broker = await testBroker();
    await broker.broker.send([aRecord(topic, 'k', 'first')]);
    broker.network.loseProduceAnswers = true;
    await expect(broker.broker.send([aRecord(topic, 'k', 'lost answer')])).rejects.toThrow();
    broker.network.loseProduceAnswers = false;
    await broker.broker.send([aRecord(topic, 'k', 'other')]);
    const member = await new Member([topic]).join(broker);
    await eventually(() => expect(member.values.at(-1)).toBe('other'));
    expect(member.values.slice(0, 2)).toEqual(['first', 'lost answer']);
  });

  it('fails while the network is cut, and sends again once it is mended', async () => {
    const topic = await uniqueTopic('sending');
    const broker = await testBroker();
    await broker.broker.send([aRecord(topic, 'k', 'before')]);
    broker.network.cut();
    await expect(broker.broker.send([aRecord(topic, 'k', 'during')])).rejects.toThrow();
    broker.network.mend();
    await broker.broker.send([aRecord(topic, 'k', 'during')]);
    expect(broker.broker.health().producer).toBe('connected');
    const member = await new Member([topic]).join(broker);
    await eventually(() => expect(member.values).toEqual(['before', 'during']));
  });
});
