import { afterEach, describe, expect, it } from '@jest/globals';
import { type ReceivedMessage, headersOf } from '@ftgo/envelope';
import { eventually, testKafka, uniqueName, uniqueTopic } from '@ftgo/testing';
import { Logger } from '@nestjs/common';
import { KafkaBroker } from './kafka/kafka-broker.ts';
import { LiveTail } from './live-tail.ts';

const brokers: KafkaBroker[] = [];
afterEach(() => Promise.all(brokers.splice(0).map((broker) => broker.close())));

describe('a live tail', () => {
  it('lets every instance of a service hear each message', async () => {
    const topic = await uniqueTopic('live', { partitions: 2 });
    const service = uniqueName('order');
    const heard: ReceivedMessage[] = [];
    for (const instance of ['one', 'two']) {
      const broker = new KafkaBroker({ ...(await testKafka()), clientId: instance, logger: new Logger(), onCrash: () => undefined });
      brokers.push(broker);
      await new LiveTail(service, broker).subscribe([topic], (message) => heard.push(message)).hearing;
    }
    const envelope = { id: 'm-1', type: 'ftgo.order.OrderApproved.v1', source: 'ftgo.order', subject: 'order-1' };
    const headers = headersOf({ ...envelope, time: new Date().toISOString(), contentType: 'application/json', correlationId: 'request-1' });
    await brokers[0]!.send([{ channel: topic, key: 'order-1', value: '{}', headers }]);
    await eventually(() => expect(heard).toHaveLength(2));
    expect(heard[1]).toMatchObject({ ...envelope, key: 'order-1', correlationId: 'request-1' });
  });
});
