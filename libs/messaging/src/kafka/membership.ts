import { PartitionPositions } from './partition-positions.ts';

interface TakenPartition {
  readonly channel: string;
  readonly partition: number;
  readonly positions: PartitionPositions;
  /** The offset that the partition's next record will get, as of the last fetch. */
  highWatermark: string;
}

/** One membership of a group: what was handed over before a rebalance counts for nothing after it. */
export class Membership {
  readonly revocation = new AbortController();
  private readonly partitions = new Map<string, TakenPartition>();

  constructor(readonly assigned = 0) {}

  of(channel: string, partition: number): TakenPartition {
    const name = `${channel}/${partition}`;
    let found = this.partitions.get(name);
    if (!found) {
      found = { channel, partition, positions: new PartitionPositions(), highWatermark: '0' };
      this.partitions.set(name, found);
    }
    return found;
  }

  /** What is settled since the last commit. */
  committable(): (TakenPartition & { upTo: string })[] {
    return [...this.partitions.values()].flatMap((taken) => {
      const upTo = taken.positions.committable;
      return upTo === undefined ? [] : [{ ...taken, upTo }];
    });
  }

  /** Records that are not settled, those not yet fetched among them. */
  get lag(): number {
    let lag = 0;
    for (const { positions, highWatermark } of this.partitions.values()) {
      const unfetched = positions.lastTaken === undefined ? 0 : Number(BigInt(highWatermark) - 1n - BigInt(positions.lastTaken));
      lag += Math.max(unfetched, 0) + positions.unsettled;
    }
    return lag;
  }
}
