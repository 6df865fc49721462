import { setTimeout as after } from 'node:timers/promises';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

interface Rounds {
  /** Does what is due. @returns how many milliseconds to wait for the next round */
  readonly round: () => Promise<number>;
  /** Is told of a round that failed, and of how long it will be left alone. */
  readonly onFailure: (error: Error, pause: number) => void;
  readonly signal: AbortSignal;
}

/** Round after round until the signal. Whatever fails is tried again, ever more seldom while it goes on failing. */
export async function goRounds({ round, onFailure, signal }: Rounds): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    let pause: number;
    try {
      pause = await round();
      failures = 0;
    } catch (error) {
      pause = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
      failures += 1;
      onFailure(error as Error, pause);
    }
    await after(pause, undefined, { signal }).catch(() => undefined);
  }
}
