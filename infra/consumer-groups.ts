import kafkajs from 'kafkajs';
import type { Admin } from 'kafkajs';

const { AssignerProtocol, Kafka, logLevel } = kafkajs;

/** A member of a consumer group. */
export interface GroupMember {
  /** The instance's id, such as `consumer-2`. */
  readonly instance: string;
  /** By channel. */
  readonly partitions: Readonly<Record<string, readonly number[]>>;
}

const asAdmin = async <T>(brokers: readonly string[], ask: (admin: Admin) => Promise<T>): Promise<T> => {
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await ask(admin);
  } finally {
    await admin.disconnect();
  }
};

/** Who shares the work of a group, and which part each has; nobody while it is being shared anew. */
export const membersOf = (brokers: readonly string[], group: string): Promise<GroupMember[]> =>
  asAdmin(brokers, async (admin) => {
    const { groups } = await admin.describeGroups([group]);
    const { state, members = [] } = groups[0] ?? {};
    if (state !== 'Stable') return [];
    return members.map(({ clientId, memberAssignment }) => ({
      instance: clientId,
      partitions: AssignerProtocol.MemberAssignment.decode(memberAssignment)?.assignment ?? {},
    }));
  });

/** The position a group has committed in each partition of a channel, `undefined` where it has committed none. */
export const committedBy = (brokers: readonly string[], group: string, channel: string): Promise<ReadonlyMap<number, number | undefined>> =>
  asAdmin(brokers, async (admin) => {
    const [topic] = await admin.fetchOffsets({ groupId: group, topics: [channel] });
    return new Map(topic?.partitions.map(({ partition, offset }) => [partition, Number(offset) < 0 ? undefined : Number(offset)]));
  });
