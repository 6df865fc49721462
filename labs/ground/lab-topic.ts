import { eventually } from '@ftgo/testing';
import { type Admin, Kafka, logLevel } from 'kafkajs';
// The file itself: the package as a whole needs a compiler, and this is run as it stands.
import { ensureTopics } from '../../libs/messaging/src/topics/ensure-topics.ts';
import { groupOf } from './wire.ts';

const AN_HOUR = 3_600_000;

/** A topic of one run's own, and how far its group has come. */
export class LabTopic {
  readonly name: string;
  readonly #brokers: readonly string[];

  private constructor(brokers: readonly string[], name: string) {
    this.#brokers = brokers;
    this.name = name;
  }

  static async create(brokers: readonly string[], name: string, partitions: number): Promise<LabTopic> {
    await ensureTopics(brokers, [
      { name, partitions, replicas: 1, minInSyncReplicas: 1, retentionMs: AN_HOUR, cleanup: 'delete', maxMessageBytes: 1_048_576 },
    ]);
    return new LabTopic(brokers, name);
  }

  /** @throws Error that says what the group has not committed yet. */
  async requireReadBy(service: string): Promise<void> {
    await this.#asAdmin(async (admin) => {
      const ends = await admin.fetchTopicOffsets(this.name);
      const [group] = await admin.fetchOffsets({ groupId: groupOf({ service }), topics: [this.name] });
      const committed = new Map(group?.partitions.map(({ partition, offset }) => [partition, Math.max(0, Number(offset))]));
      const behind = ends.filter(({ partition, high }) => (committed.get(partition) ?? 0) < Number(high));
      if (behind.length === 0) return;
      const lines = behind.map(({ partition, high }) => `partition ${partition}: ${committed.get(partition) ?? 0} of ${high}`);
      throw new Error(`the group has not come to the end: ${lines.join(', ')}`);
    });
  }

  async remove(service: string): Promise<void> {
    await this.#asAdmin(async (admin) => {
      await admin.deleteTopics({ topics: [this.name], timeout: 20_000 });
      // The broker keeps a killed member until its session has run out, and refuses to forget a group with members.
      await eventually(() => admin.deleteGroups([groupOf({ service })]).catch(forgiveUnknown), { within: 20_000, every: 250 });
    });
  }

  async #asAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = new Kafka({ brokers: [...this.#brokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.disconnect();
    }
  }
}

function forgiveUnknown(error: Error & { groups?: { error?: { type?: string } }[] }): void {
  if (!error.groups?.every((group) => group.error?.type === 'GROUP_ID_NOT_FOUND')) throw error;
}
