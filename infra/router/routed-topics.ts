import { describeTopics, ensureTopics } from '@ftgo/messaging/topics';

/** What stands before a listener's channels: its `FTGO_HEARD_PREFIX`. */
export const heardPrefix = (listener: string): string => `routed.${listener}.`;

/** Where a listener hears a channel. */
export const routedName = (listener: string, channel: string): string => heardPrefix(listener) + channel;

interface RoutedTopics {
  readonly brokers: readonly string[];
  /** Before the names of all topics. */
  readonly system: string;
  readonly listeners: readonly string[];
  readonly channels: readonly string[];
}

/**
 * Makes the missing channels of listeners, each as its original is on the broker: a key lies in the same partition.
 *
 * @throws Error where there is no broker or no original, or a routed channel has another number of partitions.
 */
export async function ensureRoutedTopics({ brokers, system, listeners, channels }: RoutedTopics): Promise<void> {
  const originals = await describeTopics(brokers, channels.map((channel) => system + channel));
  const routed = originals.flatMap((original) => {
    const channel = original.name.slice(system.length);
    return listeners.map((listener) => ({ ...original, name: system + routedName(listener, channel) }));
  });
  const { differences } = await ensureTopics(brokers, routed);
  if (differences.length > 0) throw new Error(`${differences.join('; ')}: delete these topics, they are made again`);
}
