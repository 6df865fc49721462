import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, testKafka, uniqueTopic } from '@ftgo/testing';
import { Kafka, Partitioners, logLevel } from 'kafkajs';
import type { Message, Producer } from 'kafkajs';
import { tailMessages } from './tail-messages.ts';
import type { MessageTail, TailedMessage, TailOptions } from './tail-messages.ts';

describe('tailing messages', () => {
  let brokers: readonly string[];
  let topics: string[];
  let producer: Producer;
  let tails: MessageTail[];

  beforeEach(async () => {
    tails = [];
    ({ brokers } = await testKafka());
    topics = await Promise.all([uniqueTopic('tail', { partitions: 2 }), uniqueTopic('tail', { partitions: 2 })]);
    const kafka = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });
    producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
  });

  afterEach(async () => {
    await Promise.all([producer.disconnect(), ...tails.map((tail) => tail.stop())]);
  });

  const tail = async (options: Partial<TailOptions> = {}): Promise<TailedMessage[]> => {
    const heard: TailedMessage[] = [];
    tails.push(await tailMessages({ brokers, topics, onMessage: (message) => heard.push(message), ...options }));
    return heard;
  };
  const send = (topic: number, ...messages: Message[]) => producer.send({ topic: topics[topic]!, messages });
  const at = (second: number) => ({ ce_time: `2026-11-21T07:00:0${second}.000Z`, ce_type: 'ftgo.order.OrderCreated.v1', ce_id: String(second) });

  it('hears everything that is sent after it was set, and nothing from before', async () => {
    await send(0, { key: 'jane', value: '{"n":0}' });
    const heard = await tail();
    await send(0, { key: 'jane', value: '{"n":1}', headers: at(1) }, { key: 'kim', value: '{"n":2}', headers: at(2) });
    await send(1, { key: 'jane', value: 'no json' }, { key: 'kim', value: null });
    await eventually(() => expect(heard).toHaveLength(4));
    expect(heard.find(({ id }) => id === '1')).toMatchObject({ key: 'jane', type: 'ftgo.order.OrderCreated.v1', body: { n: 1 }, channel: topics[0] });
    expect(heard.map(({ body }) => body)).toEqual(expect.arrayContaining(['no json', null]));
  });

  it('tells what was sent before in the order of its time, then what comes', async () => {
    await send(0, { key: 'a', value: '1', headers: at(1) }, { key: 'b', value: '4', headers: at(4) });
    await send(1, { key: 'a', value: '2', headers: at(2) }, { key: 'c', value: '3', headers: at(3) });
    const heard = await tail({ fromBeginning: true });
    await tails[0]!.caughtUp;
    expect(heard.map(({ body }) => body)).toEqual([1, 2, 3, 4]);
    await send(0, { key: 'a', value: '5', headers: at(5) });
    await eventually(() => expect(heard.map(({ body }) => body)).toEqual([1, 2, 3, 4, 5]));
  });

  it('tells what the filter takes', async () => {
    const heard = await tail({ filter: ({ key }) => key === 'kim' });
    await send(0, { key: 'jane', value: '1' }, { key: 'kim', value: '2' });
    await eventually(() => expect(heard.map(({ body }) => body)).toEqual([2]));
  });

  it('says in a sentence that no broker is there', async () => {
    await expect(tail({ brokers: ['127.0.0.1:1'] })).rejects.toThrow(/^No Kafka answers at 127.0.0.1:1/);
  });
});
