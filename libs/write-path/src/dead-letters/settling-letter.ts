import type { AnyChange } from '../calls.ts';
import type { AnyRef, Cause } from '../write-path.ts';
import { type Fate, fateOf, replay } from './fate.ts';

/**
 * A change that is caused by a replayed message also settles its dead letter, at its version like any aggregate. So a replay
 * that is killed has either had its effect and freed its place, or neither; and of two at once one comes too late.
 */
export function settlingLetter(refs: readonly AnyRef[], change: AnyChange, cause: Cause): { refs: readonly AnyRef[]; change: AnyChange } {
  if (cause.kind !== 'message' || !cause.replay) return { refs, change };
  const { letterId, by } = cause.replay;
  return {
    refs: [...refs, fateOf(letterId)],
    change: (...states) => {
      const settled = replay(states.at(-1) as Fate, new Date(), by);
      const decision = change(...states.slice(0, -1));
      return { ...decision, states: [...refs.map((_, at) => decision.states?.[at]), settled] };
    },
  };
}
