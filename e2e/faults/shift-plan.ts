import { Random } from './random.ts';

/** How long a courier is on duty and then off it, in milliseconds. */
export interface Shift {
  readonly on: number;
  readonly off: number;
}

/** A courier's shifts, without end: short ones, so that many an order loses the courier who has it in their plan. */
export function* plannedShifts(seed: number, courier: number): Generator<Shift, never> {
  const random = new Random(seed ^ (0xc0de5 * (courier + 1)));
  for (;;) yield { on: random.between(4_000, 15_000), off: random.between(500, 3_000) };
}
