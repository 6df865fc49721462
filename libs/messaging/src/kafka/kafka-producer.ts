import { type ICustomPartitioner, type Kafka, Partitioners, type Producer, type RecordMetadata, type TopicMessages } from 'kafkajs';
import { type OutgoingRecord, RecordRefused } from '../broker.ts';

const neverTaken = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'INVALID_TIMESTAMP']);
const lostSequence = new Set([
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'DUPLICATE_SEQUENCE_NUMBER',
  'INVALID_PRODUCER_EPOCH',
  'INVALID_PRODUCER_ID_MAPPING',
  'UNKNOWN_PRODUCER_ID',
]);

/**
 * An idempotent producer with one send in flight.
 *
 * While kafkajs tries a send again, it takes a broker that has answered for one that has got everything. A partition whose leader
 * fell meanwhile, and that has become this broker's, is then never sent, and the send succeeds. So the answers are compared with
 * the partitions that the records were meant for.
 *
 * After a send that failed, kafkajs takes its sequence numbers back, although the broker may have stored the batch. Other
 * records under the same numbers would then be taken for copies and silently dropped. So a producer that failed is never
 * used again: the next send gets a new producer id.
 */
export class KafkaProducer {
  state: 'idle' | 'connected' | 'failing' = 'idle';
  private producer: Promise<Producer> | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private readonly meant = new Set<string>();

  constructor(private readonly kafka: Kafka) {}

  send(records: readonly OutgoingRecord[]): Promise<void> {
    if (records.length === 0) return Promise.resolve();
    const sent = this.last.then(() => this.sendNow(records));
    this.last = sent.catch(() => undefined);
    return sent;
  }

  async close(): Promise<void> {
    await this.last;
    await this.discard();
    this.state = 'idle';
  }

  private async sendNow(records: readonly OutgoingRecord[]): Promise<void> {
    const topicMessages = byTopic(records);
    try {
      await this.attempt(topicMessages);
    } catch (error) {
      if (!lostSequence.has(protocolError(error) ?? '')) throw error;
      await this.attempt(topicMessages);
    }
  }

  private async attempt(topicMessages: TopicMessages[]): Promise<void> {
    try {
      const producer = await (this.producer ??= this.connect());
      this.meant.clear();
      this.requireAll(await producer.sendBatch({ acks: -1, topicMessages }));
      this.state = 'connected';
    } catch (error) {
      const code = protocolError(error);
      this.state = 'failing';
      await this.discard();
      if (code && neverTaken.has(code)) throw new RecordRefused((error as Error).message, { cause: error });
      throw error;
    }
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: this.partitioner,
    });
    await producer.connect();
    return producer;
  }

  private readonly partitioner: ICustomPartitioner = () => {
    const choose = Partitioners.DefaultPartitioner();
    return (given) => {
      const partition = choose(given);
      this.meant.add(`${given.topic}/${partition}`);
      return partition;
    };
  };

  private requireAll(answers: readonly RecordMetadata[]): void {
    for (const { topicName, partition } of answers) this.meant.delete(`${topicName}/${partition}`);
    if (this.meant.size > 0) throw new Error(`Nobody has acknowledged ${[...this.meant].join(', ')}`);
  }

  private async discard(): Promise<void> {
    const discarded = this.producer;
    this.producer = undefined;
    await discarded?.then((producer) => producer.disconnect()).catch(() => undefined);
  }
}

function byTopic(records: readonly OutgoingRecord[]): TopicMessages[] {
  const topics = new Map<string, TopicMessages>();
  for (const { channel, key, value, headers, partition } of records) {
    let topic = topics.get(channel);
    if (!topic) topics.set(channel, (topic = { topic: channel, messages: [] }));
    topic.messages.push({ key, value, headers, partition });
  }
  return [...topics.values()];
}

/** The broker's name for an error, however deep kafkajs has wrapped it. */
function protocolError(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('type' in cause && typeof cause.type === 'string') return cause.type;
  }
  return undefined;
}
