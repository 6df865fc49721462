import type { Narrator } from '../../demo/narrator.ts';
import type { Cluster } from '../kubectl.ts';
import type { Visitors } from '../visitors.ts';

/** What every scene is played with. */
export interface Stage {
  readonly cluster: Cluster;
  readonly visitors: Visitors;
  readonly narrator: Narrator;
}

export interface Scene {
  readonly name: string;
  /** With the patterns that it is about: `docs/patterns`. */
  readonly shows: string;
  readonly play: (stage: Stage) => Promise<void>;
}
