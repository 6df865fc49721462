import { setTimeout as delay } from 'node:timers/promises';
import type { Admin, AdminConfig, Kafka } from 'kafkajs';

const PATIENCE_MS = 10_000;

/**
 * Asks the brokers something, and asks again where the answer is one that passes: the leader of a new topic has not heard yet that it leads,
 * a group's coordinator still reads what it coordinates. kafkajs gives up at most of these at once.
 *
 * @param ask only reads, since it may be called several times
 * @throws what kafkajs threw last, where no broker can be reached, or none knows within ten seconds
 */
export async function asAdmin<T>(kafka: Kafka, ask: (admin: Admin) => Promise<T>, config?: AdminConfig): Promise<T> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    // A new one each time: it would go to the leader that it once learned of.
    const admin = kafka.admin(config);
    try {
      await admin.connect();
      return await ask(admin);
    } catch (error) {
      if (!passes(error) || Date.now() > giveUpAt) throw error;
    } finally {
      await admin.disconnect();
    }
    await delay(50);
  }
}

const passes = (error: unknown): boolean => {
  const { name, retriable } = error as { name?: string; retriable?: boolean };
  return name === 'KafkaJSProtocolError' && retriable === true;
};
