import { randomUUID } from 'node:crypto';
import { type BrokerRecord, typeOf } from '@ftgo/envelope';
import { KafkaBroker, PrefixedBroker, ensureTopics } from '@ftgo/messaging';
import { eventually, testKafka, uniqueName } from '@ftgo/testing';
import { RouterClient } from './client.ts';
import { readRouterConfig } from './config.ts';
import { heardPrefix } from './routed-topics.ts';
import { type RunningRouter, runRouter } from './run-router.ts';

export const orders = 'ftgo.order.events';
export const tickets = 'ftgo.ticket.events';
const listeners = ['consumer', 'delivery'] as const;
type Listener = (typeof listeners)[number];

const silent = { log() {}, error() {}, warn() {} };

/** A router between channels of a system of its own, whoever sends to it, and those who hear through it. */
export class RoutedSystem {
  readonly heard: Record<Listener, BrokerRecord[]> = { consumer: [], delivery: [] };
  readonly crashes: Error[] = [];
  client!: RouterClient;
  private router!: RunningRouter;

  private constructor(
    private readonly brokers: readonly string[],
    readonly system: string,
    private readonly kafka: KafkaBroker,
  ) {}

  static async start(partitions = 2): Promise<RoutedSystem> {
    const { brokers } = await testKafka();
    const system = `${uniqueName('routed')}.`;
    const topic = { partitions, replicas: 1, minInSyncReplicas: 1, retentionMs: -1, cleanup: 'delete', maxMessageBytes: 1_048_588 } as const;
    await ensureTopics(brokers, [orders, tickets].map((channel) => ({ ...topic, name: system + channel })));
    const kafka = new KafkaBroker({ brokers, clientId: 'test', logger: silent, onCrash: () => undefined });
    const routed = new RoutedSystem(brokers, system, kafka);
    await routed.startRouter();
    await Promise.all(listeners.map((listener) => routed.listen(listener)));
    return routed;
  }

  async startRouter(): Promise<void> {
    const config = readRouterConfig({
      FTGO_KAFKA_BROKERS: this.brokers.join(','),
      FTGO_CHANNEL_PREFIX: this.system,
      FTGO_ROUTER_LISTENERS: listeners.join(','),
      FTGO_ROUTER_CHANNELS: `${orders},${tickets}`,
      FTGO_ROUTER_PORT: '0',
      FTGO_LOG_LEVEL: process.env['FTGO_LOG_LEVEL'] ?? 'silent',
    });
    this.router = await runRouter(config, (error) => this.crashes.push(error));
    this.client = new RouterClient(this.url);
  }

  get url(): string {
    return `http://127.0.0.1:${this.router.port}`;
  }

  stopRouter(): Promise<void> {
    return this.router.stop();
  }

  /** Sends messages of one key, in order: the type says all. */
  send(channel: string, key: string, ...types: readonly string[]): Promise<void> {
    return this.broker().send(types.map((type) => ({ channel, key, value: `${key} ${type}`, headers: { ce_id: randomUUID(), ce_type: `ftgo.test.${type}.v1` } })));
  }

  /** Waits until the router would go on where the channel ends. */
  async routerHasCommitted(channel: string): Promise<void> {
    await eventually(async () => {
      const behind = (await this.broker().progress('ftgo.router', [channel])).filter(({ position, end }) => position < end);
      if (behind.length > 0) throw new Error(`the router has not committed ${JSON.stringify(behind)}`);
    });
  }

  broker(heard = ''): PrefixedBroker {
    return new PrefixedBroker(this.kafka, { system: this.system, heard });
  }

  /** What a listener has heard of a key, by short type, in order. */
  of(key: string, listener: Listener = 'consumer'): string[] {
    return this.heard[listener].filter((record) => String(record.key) === key).map((record) => typeOf(record).split('.')[2]!);
  }

  /** Waits until a listener has heard exactly this of a key. */
  async hears(key: string, ...types: readonly string[]): Promise<void> {
    await this.hearsAs('consumer', key, ...types);
  }

  async hearsAs(listener: Listener, key: string, ...types: readonly string[]): Promise<void> {
    await eventually(() => {
      const heard = this.of(key, listener).join(' ');
      if (heard !== types.join(' ')) throw new Error(`${listener} heard of ${key}: ${heard || 'nothing'}`);
    });
  }

  async stop(): Promise<void> {
    await this.router.stop();
    await this.kafka.close();
  }

  private async listen(listener: Listener): Promise<void> {
    const broker = this.broker(heardPrefix(listener));
    await broker.tail(`test.${listener}`, [orders, tickets], (record) => this.heard[listener].push(record)).hearing;
  }
}
