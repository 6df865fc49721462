import { KafkaBroker } from '@ftgo/messaging';
import { Kafka, Partitioners, logLevel } from 'kafkajs';
// Of the broker's tests: it loses answers, and can be cut.
import { Network } from '../../libs/messaging/test/network.ts';
import type { SendWish, SenderSays, SenderSettings, Step } from '../ground/wire.ts';
import { silent } from './silent.ts';
import { endWithTheLab, say, settingsOf } from './report.ts';
import { recordOf } from './stepped.ts';

const settings = settingsOf<SenderSettings>();
const network = new Network();

/** The product's own producer. */
function keyed(): (steps: readonly Step[]) => Promise<void> {
  const crash = (_: string, error: Error) => console.error(error);
  const broker = new KafkaBroker({ brokers: settings.brokers, clientId: 'lab-sender', logger: silent, sockets: network.open, onCrash: crash });
  return (steps) => broker.send(steps.map((step) => recordOf(settings.topic, step)));
}

/** The same records without their key, which the product's port does not allow: the client deals them out to the partitions. */
function keyless(): (steps: readonly Step[]) => Promise<void> {
  const kafka = new Kafka({ brokers: [...settings.brokers], logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, createPartitioner: Partitioners.DefaultPartitioner });
  const connected = producer.connect();
  return async (steps) => {
    await connected;
    const messages = steps.map((step) => recordOf(settings.topic, step)).map(({ value, headers }) => ({ value, headers }));
    await producer.send({ topic: settings.topic, messages, acks: -1 });
  };
}

const send = settings.keyed ? keyed() : keyless();

async function sendOver({ steps, lose }: SendWish): Promise<SenderSays> {
  network.loseProduceAnswers = lose === 'answer';
  if (lose === 'request') network.cut();
  try {
    await send(steps);
    return 'acknowledged';
  } catch {
    return 'not acknowledged';
  } finally {
    network.loseProduceAnswers = false;
    network.mend();
  }
}

endWithTheLab();
process.on('message', (wish: SendWish) => void sendOver(wish).then(say));
