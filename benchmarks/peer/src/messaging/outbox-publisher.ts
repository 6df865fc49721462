import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Kafka, Partitioners, type Producer } from 'kafkajs';
import { environment } from '../environment.ts';
import { PrismaService } from '../persistence/prisma.service.ts';

const POLL_EVERY_MS = 500;
const BATCH = 500;

/** "Polling publisher" (Microservices Patterns, 3.3.7): reads what is in the outbox, sends it, deletes it after the acknowledgement. */
@Injectable()
export class OutboxPublisher implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(OutboxPublisher.name);
  private readonly producer: Producer = new Kafka({ clientId: 'peer-outbox', brokers: environment.kafkaBrokers() }).producer({
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;

  constructor(private readonly prisma: PrismaService) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.producer.connect();
    this.timer = setInterval(() => {
      this.running ??= this.publish()
        .catch((error: unknown) => this.logger.error(error))
        .finally(() => (this.running = undefined));
    }, POLL_EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
    await this.producer.disconnect();
  }

  private async publish(): Promise<void> {
    for (;;) {
      const rows = await this.prisma.outbox.findMany({ orderBy: { seq: 'asc' }, take: BATCH });
      if (rows.length === 0) return;
      const topics = Map.groupBy(rows, ({ channel }) => channel);
      await this.producer.sendBatch({
        topicMessages: [...topics].map(([topic, events]) => ({
          topic,
          messages: events.map(({ id, key, type, correlationId, payload }) => ({ key, value: payload, headers: { id, type, correlationId } })),
        })),
      });
      await this.prisma.outbox.deleteMany({ where: { seq: { in: rows.map(({ seq }) => seq) } } });
      if (rows.length < BATCH) return;
    }
  }
}
