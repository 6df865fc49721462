import type { Stage } from './stage.ts';

/** One story about an order that a person can watch. */
export interface Scenario {
  readonly name: string;
  /** What it shows, in a line. */
  readonly shows: string;
  /** Tells the story and checks how it ends. */
  readonly play: (stage: Stage) => Promise<void>;
}
