import { describe, expect, it, jest } from '@jest/globals';
import { type ProduceArguments, encodeProduce, kafkajsProduce } from './produce-encoding.ts';

const message = (given: object = {}) => ({
  key: 'order-1',
  value: '{"kept":"ü 😀"}',
  timestamp: '1795261358802',
  headers: { ce_id: '0199', ce_type: 'ftgo.order.OrderCreated.v1', 'content-type': 'application/json' },
  ...given,
});
const request = (messages: object[], given: Partial<ProduceArguments> = {}): ProduceArguments => ({
  acks: -1,
  timeout: 30_000,
  producerId: '4711',
  producerEpoch: 3,
  topicData: [{ topic: 'ftgo.order.events', partitions: [{ partition: 2, firstSequence: 17, messages: messages as never }] }],
  ...given,
});
const byKafkajs = async (given: ProduceArguments): Promise<string> =>
  (await kafkajsProduce.protocol({ version: 7 })(given).request.encode()).buffer.toString('hex');

describe('a produce request', () => {
  it.each<[string, ProduceArguments]>([
    ['one record', request([message()])],
    ['no key and no headers', request([message({ key: null, headers: undefined })])],
    ['a tombstone', request([message({ value: null })])],
    ['bytes', request([message({ key: Buffer.from([0, 255]), value: Buffer.from([1, 2, 3]), headers: { h: Buffer.from([9]) } })])],
    ['a header with several values', request([message({ headers: { one: '1', many: ['a', 'b'] } })])],
    ['text whose length in bytes needs more room than in characters', request([message({ value: 'ü'.repeat(40) }), message({ value: '😀'.repeat(3_000) })])],
    ['lengths at the edges of varints', request([63, 64, 8_191, 8_192, 1_048_575, 1_048_576].map((length) => message({ value: 'x'.repeat(length) })))],
    ['several times', request([5, 0, 9, 100_000].map((later) => message({ timestamp: String(1795261358802 + later) })))],
    ['many records', request(Array.from({ length: 500 }, (_, n) => message({ value: `${n}`.repeat(n % 50) })))],
    ['several topics and partitions', request([], {
      topicData: ['a', 'b'].map((topic) => ({ topic, partitions: [0, 1].map((partition) => ({ partition, messages: [message()] })) })),
    })],
    ['no producer id', request([message()], { producerId: undefined, producerEpoch: undefined })],
    ['a transaction', request([message()], { transactionalId: 'tx' })],
  ])('with %s is what kafkajs makes of it, byte by byte', async (_, given) => {
    expect(encodeProduce(given).buffer.toString('hex')).toBe(await byKafkajs(given));
  });

  it('takes the time of sending where a record has none', async () => {
    jest.useFakeTimers({ now: 1795261358802 });
    const given = request([message({ timestamp: undefined })]);
    expect(encodeProduce(given).buffer.toString('hex')).toBe(await byKafkajs(given));
    jest.useRealTimers();
  });
});
