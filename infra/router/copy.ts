import { type BrokerRecord, typeOf } from '@ftgo/envelope';

/** A record on its way through the router. It has arrived once each listener's copy has. */
export class Passage {
  readonly type: string;
  readonly key: string;
  readonly copies: readonly Copy[];
  private open: number;

  constructor(
    readonly record: BrokerRecord,
    listeners: readonly string[],
    private readonly onArrived: () => void,
  ) {
    this.type = typeOf(record);
    this.key = record.key?.toString('utf8') ?? '';
    this.copies = listeners.map((listener) => new Copy(this, listener));
    this.open = listeners.length;
  }

  /** Whether this is part of the body, as it is written. */
  says(text: string): boolean {
    return this.record.value?.includes(text) ?? false;
  }

  oneArrived(): void {
    this.open -= 1;
    if (this.open === 0) this.onArrived();
  }
}

/** A record for one listener. */
export class Copy {
  constructor(
    readonly passage: Passage,
    readonly listener: string,
  ) {}

  /** It was forwarded, or dropped: nothing more is owed to this listener. */
  arrived(): void {
    this.passage.oneArrived();
  }

  /** Whether the other copy goes to the same listener under the same key. */
  isBeside({ passage, listener }: Copy): boolean {
    return passage !== this.passage && passage.key === this.passage.key && listener === this.listener;
  }
}
