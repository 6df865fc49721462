import { pause } from '../bounded-wait.ts';

export interface BackOff {
  /** The longest first pause, in milliseconds; it doubles with each further failure. */
  readonly first: number;
  /** The longest pause of all. */
  readonly longest: number;
}

/**
 * The pause after so many failures in a row: anything between half and the whole of a doubling bound, so that those who
 * failed together do not come back together.
 */
export function pauseAfter(failures: number, { first, longest }: BackOff, random: () => number = Math.random): number {
  const bound = Math.min(longest, first * 2 ** (failures - 1));
  return bound / 2 + (random() * bound) / 2;
}

/**
 * Lets the work of one partition through. A passing fault closes it for a while that grows with the faults in a row; any
 * success shows that the fault was not everyone's, and opens it.
 */
export class Gate {
  private failures = 0;
  private closedUntil = 0;

  constructor(
    private readonly backOff: BackOff,
    private readonly now: () => number = Date.now,
  ) {}

  get isOpen(): boolean {
    return this.closedUntil === 0;
  }

  /** @returns when the gate is open, or the signal aborted. */
  async open(signal: AbortSignal): Promise<void> {
    for (let left = this.closedUntil - this.now(); left > 0 && !signal.aborted; left = this.closedUntil - this.now()) {
      await pause(left, signal);
    }
  }

  /** @returns whether that closed it: what fails while it is closed began before, and says nothing new. */
  failed(): boolean {
    if (this.closedUntil > this.now()) return false;
    this.closedUntil = this.now() + pauseAfter(++this.failures, this.backOff);
    return true;
  }

  succeeded(): void {
    this.failures = 0;
    this.closedUntil = 0;
  }
}
