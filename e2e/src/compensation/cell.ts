import type { Scene } from './scene.ts';

/** What is done to a step of a saga. */
export const faults = {
  refused: 'is refused',
  silent: 'is silent past its deadline',
  late: 'comes late, after its compensation',
  twice: 'comes twice',
  early: 'comes before its predecessor',
} as const;

export type Fault = keyof typeof faults;

/** How an order's sagas may leave it. */
export type Ending = 'APPROVED' | 'REJECTED' | 'CANCELLED';

/** One step under one fault, as it is played. */
export interface Cell {
  /** How the fault is made, for a reader. */
  readonly how: string;
  readonly ends: Ending;
  /** Makes the fault happen to an order of its own, and waits until the order has ended. */
  readonly play: (scene: Scene) => Promise<void>;
}

/** Why there is nothing to play. */
export interface Impossible {
  readonly why: string;
}

export interface Step {
  readonly name: string;
  /** Who does it, and what it takes and gives. */
  readonly does: string;
  readonly cells: Readonly<Record<Fault, Cell | Impossible>>;
}

export interface Saga {
  readonly title: string;
  readonly steps: readonly Step[];
}

export const cell = (how: string, ends: Ending, play: Cell['play']): Cell => ({ how, ends, play });
export const cannot = (why: string): Impossible => ({ why });
export const isPlayed = (entry: Cell | Impossible): entry is Cell => 'play' in entry;
