import type { Admin, Kafka } from 'kafkajs';
import type { Progress } from '../broker.ts';
import { asAdmin } from './as-admin.ts';

/** What the group has committed, beside where each partition ends. A position that it has none of is the partition's beginning. */
export function progressOf(kafka: Kafka, groupId: string, channels: readonly string[]): Promise<Progress[]> {
  return asAdmin(kafka, async (admin) => {
    // Ends first: what is committed afterwards may lie beyond them, but nothing that is missing can look read.
    const ends: Awaited<ReturnType<Admin['fetchTopicOffsets']>>[] = [];
    // One after the other: kafkajs forgets for a moment what it knows of one topic while it learns of the next, where there are several brokers.
    for (const channel of channels) ends.push(await admin.fetchTopicOffsets(channel));
    const committed = await admin.fetchOffsets({ groupId, topics: [...channels] });
    return channels.flatMap((channel, i) => {
      const offsets = new Map(committed.find(({ topic }) => topic === channel)?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      return ends[i]!.map(({ partition, high, low }) => {
        const offset = offsets.get(partition) ?? -1;
        return { channel, partition, position: offset < 0 ? Number(low) : offset, end: Number(high) };
      });
    });
  });
}
