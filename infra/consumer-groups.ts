import kafkajs from 'kafkajs';
// The file itself: the package as a whole needs a compiler, and this is run as it stands.
import { asAdmin } from '../libs/messaging/src/kafka/as-admin.ts';

const { AssignerProtocol, Kafka, logLevel } = kafkajs;

/** A member of a consumer group. */
export interface GroupMember {
  /** The instance's id, such as `consumer-2`. */
  readonly instance: string;
  /** By channel. */
  readonly partitions: Readonly<Record<string, readonly number[]>>;
}

const kafkaAt = (brokers: readonly string[]) => new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });

/** Who shares the work of a group, and which part each has; nobody while it is being shared anew. */
export const membersOf = (brokers: readonly string[], group: string): Promise<GroupMember[]> =>
  asAdmin(kafkaAt(brokers), async (admin) => {
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
  asAdmin(kafkaAt(brokers), async (admin) => {
    const [topic] = await admin.fetchOffsets({ groupId: group, topics: [channel] });
    return new Map(topic?.partitions.map(({ partition, offset }) => [partition, Number(offset) < 0 ? undefined : Number(offset)]));
  });
