import type { Noise } from './noise.ts';
import type { World } from './world.ts';

export interface Figure {
  readonly title: string;
  /** Such as `per second`, `ms`. */
  readonly unit: string;
  readonly better: 'more' | 'less';
}

/** What DESIGN wants of a row. */
export interface Goal {
  readonly figure: string;
  /** Of our own value. */
  readonly atMost?: number;
  readonly atLeast?: number;
  /** So many times better than another contestant. */
  readonly against?: string;
  readonly times?: number;
}

export interface Round {
  /** Values by the figures' names. */
  readonly figures: Readonly<Record<string, number>>;
  /** How many operations CPU time is divided by; 0 where it is of no interest. */
  readonly operations: number;
}

export interface MeasuredProcess {
  readonly name: string;
  readonly pid: number;
}

export interface Contestant {
  readonly name: string;
  /** Whose CPU time is measured, besides the servers' and this process's. */
  readonly processes: readonly MeasuredProcess[];
  round(): Promise<Round>;
}

export interface Prepared {
  /** Ours first. */
  readonly contestants: readonly Contestant[];
  close(): Promise<void>;
}

/** What an operation is measured in, and how long. */
export interface Effort {
  /** 1 in a usual run, less in a quick one: seconds and amounts are multiplied by it. */
  readonly scale: number;
}

export interface Row {
  readonly id: string;
  readonly title: string;
  /** What is counted as one operation where CPU time is shown. */
  readonly operation?: string;
  readonly figures: Readonly<Record<string, Figure>>;
  readonly goals: readonly Goal[];
  /** Sentences that belong to the figures. */
  readonly notes: readonly string[];
  /** Rounds where a run is not told how many. */
  readonly rounds: number;
  /** To prepare was to do what a round does: no turn is spent on warming up. */
  readonly isWarm?: boolean;
  prepare(world: World, effort: Effort): Promise<Prepared>;
}

/** One contestant's round as it was measured. */
export interface MeasuredRound extends Round {
  readonly contestant: string;
  /** CPU microseconds per operation, by process; `load` is the load generator's. */
  readonly cpu: Readonly<Record<string, number>>;
  readonly noise: Noise;
}

export interface RowResult {
  readonly id: string;
  readonly measuredAt: string;
  readonly commit: string;
  readonly machine: string;
  readonly rounds: readonly MeasuredRound[];
}
