import { eventually } from '@ftgo/testing';
import { Kafka, logLevel } from 'kafkajs';
// The files themselves: the package as a whole needs a compiler, and this is run as it stands.
import { asAdmin } from '../../libs/messaging/src/kafka/as-admin.ts';
import { ensureTopics } from '../../libs/messaging/src/topics/ensure-topics.ts';
import { groupOf } from './wire.ts';

const AN_HOUR = 3_600_000;

/** A topic of one run's own, and how far its group has come. */
export class LabTopic {
  readonly name: string;
  readonly #kafka: Kafka;

  private constructor(brokers: readonly string[], name: string) {
    this.#kafka = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });
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
    await asAdmin(this.#kafka, async (admin) => {
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
    await asAdmin(this.#kafka, async (admin) => {
      await admin.deleteTopics({ topics: [this.name], timeout: 20_000 });
      // The broker keeps a killed member until its session has run out, and refuses to forget a group with members.
      await eventually(() => admin.deleteGroups([groupOf({ service })]).catch(forgiveUnknown), { within: 20_000, every: 250 });
    });
  }

}

function forgiveUnknown(error: Error & { groups?: { error?: { type?: string } }[] }): void {
  if (!error.groups?.every((group) => group.error?.type === 'GROUP_ID_NOT_FOUND')) throw error;
}
