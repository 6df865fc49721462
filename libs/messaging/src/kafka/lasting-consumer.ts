import { setTimeout as delay } from 'node:timers/promises';
import type { LoggerService } from '@nestjs/common';
import type { Consumer } from 'kafkajs';

/**
 * How often a consumer asks who leads its partitions, in milliseconds. While a broker comes back, kafkajs may be told of a
 * partition without a leader; it then silently leaves it out until it asks again, which it does every five minutes unless told.
 */
export const metadataMaxAge = 5_000;

export interface LastingConsumerOptions {
  readonly group: string;
  readonly logger: LoggerService;
  /** A consumer that is not connected yet. */
  make(): Consumer;
  /** Connects it and lets it run. */
  run(consumer: Consumer): Promise<void>;
  /** It hears nothing any more. @param forGood the fault is ours, and no new consumer mends it */
  lost(forGood: boolean): void;
  /** Told of such a fault. */
  readonly onCrash: (group: string, error: Error) => void;
}

/**
 * A kafkajs consumer that is made anew for as long as it takes: while the broker is away at the start, and when kafkajs gives up
 * because the broker stays away. Only a bug of ours ends it.
 */
export class LastingConsumer {
  private consumer: Consumer | undefined;
  private readonly stopping = new AbortController();
  private starting: Promise<void>;

  constructor(private readonly options: LastingConsumerOptions) {
    this.starting = this.start();
  }

  get current(): Consumer | undefined {
    return this.consumer;
  }

  /** No new consumer from now on. */
  settle(): void {
    this.stopping.abort();
  }

  /** Leaves the group. */
  async leave(): Promise<void> {
    this.settle();
    await this.consumer?.disconnect().catch(() => undefined);
    await this.starting;
    await this.consumer?.disconnect().catch(() => undefined);
  }

  private async start(): Promise<void> {
    const { group, logger, make, run } = this.options;
    for (let pause = 100; !this.stopping.signal.aborted; pause = Math.min(pause * 2, 5_000)) {
      const consumer = make();
      consumer.on('consumer.crash', ({ payload: { error, restart } }) => this.crashed(error, restart));
      this.consumer = consumer;
      try {
        return await run(consumer);
      } catch (error) {
        logger.warn({ msg: `${group} cannot hear yet: ${(error as Error).message}` }, 'Kafka');
        await consumer.disconnect().catch(() => undefined);
        await delay(pause, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }

  private crashed(error: Error, restarts: boolean): void {
    const { group, logger, lost, onCrash } = this.options;
    const isBug = !restarts && !isOfKafka(error);
    lost(isBug);
    if (restarts || this.stopping.signal.aborted) return;
    if (isBug) return onCrash(group, error);
    logger.warn({ msg: `${group} has to join anew: ${error.message}` }, 'Kafka');
    this.starting = this.start();
  }
}

/** Whatever is thrown on the way comes wrapped in errors of kafkajs. */
function isOfKafka(error: Error): boolean {
  return error.cause instanceof Error ? isOfKafka(error.cause) : error.name.startsWith('KafkaJS');
}
