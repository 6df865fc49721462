import type { AnyTable } from './write-path.ts';

/** An aggregate as this process last saw it. */
export interface KnownState {
  readonly version: number;
  /** Undefined: there was none. */
  readonly state: unknown;
  /** When it was read from the database, in milliseconds; what this process wrote since rests on that. */
  readonly readAt: number;
}

/** After a table's aggregates were changed by others, they are read again for so long (milliseconds). */
const distrust = 1_000;

/**
 * What this process read or wrote a moment ago, by place. It may be stale: decisions that rest on it only count where the write
 * statement finds every aggregate, those that are only read included, at the version that is known here.
 */
export class KnownStates {
  readonly #known = new Map<string, KnownState & { readonly table: AnyTable }>();
  readonly #distrusted = new Map<string, number>();

  /**
   * @param keepFor milliseconds after which an aggregate is read again in any case; 0: nothing is kept
   * @param most aggregates that are kept
   */
  constructor(
    private readonly keepFor: number,
    private readonly most = 2_000,
  ) {}

  find(place: string, table: AnyTable, now = Date.now()): KnownState | undefined {
    const known = this.#known.get(place);
    // Two modules may see one row as different things.
    if (!known || known.table !== table) return undefined;
    if (now - known.readAt < this.keepFor && !this.#isDistrusted(table.table, now)) return known;
    this.#known.delete(place);
    return undefined;
  }

  /** Whether an aggregate of the table may be taken for new on somebody's word. */
  mayBePresumedNew({ table }: AnyTable, now = Date.now()): boolean {
    return this.keepFor > 0 && !this.#isDistrusted(table, now);
  }

  learn(place: string, table: AnyTable, known: KnownState): void {
    if (this.keepFor === 0) return;
    // The last to be learned is the last to be forgotten.
    this.#known.delete(place);
    this.#known.set(place, { ...known, table });
    if (this.#known.size > this.most) this.#known.delete(this.#known.keys().next().value!);
  }

  forget(place: string): void {
    this.#known.delete(place);
  }

  /** A decision did not pass that rested on aggregates known here: others write to them as well. */
  distrust({ table }: AnyTable, now = Date.now()): void {
    this.#distrusted.set(table, now + distrust);
  }

  #isDistrusted(table: string, now: number): boolean {
    return (this.#distrusted.get(table) ?? 0) > now;
  }
}
