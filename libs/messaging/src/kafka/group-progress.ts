import type { Kafka } from 'kafkajs';
import type { Progress } from '../broker.ts';

/** What the group has committed, beside where each partition ends. A position that it has none of is the partition's beginning. */
export async function progressOf(kafka: Kafka, groupId: string, channels: readonly string[]): Promise<Progress[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    // Ends first: what is committed afterwards may lie beyond them, but nothing that is missing can look read.
    const ends = await Promise.all(channels.map((channel) => admin.fetchTopicOffsets(channel)));
    const committed = await admin.fetchOffsets({ groupId, topics: [...channels] });
    return channels.flatMap((channel, i) => {
      const offsets = new Map(committed.find(({ topic }) => topic === channel)?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      return ends[i]!.map(({ partition, high, low }) => {
        const offset = offsets.get(partition) ?? -1;
        return { channel, partition, position: offset < 0 ? Number(low) : offset, end: Number(high) };
      });
    });
  } finally {
    await admin.disconnect();
  }
}
