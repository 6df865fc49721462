import { setTimeout as after } from 'node:timers/promises';
import { Problem } from '../problem.ts';

/** Waiting will not help. */
export class Hopeless extends Problem {}

export interface Patience {
  readonly forSeconds: number;
  readonly everyMs: number;
}

const usualPatience: Patience = { forSeconds: 600, everyMs: 500 };

/**
 * Does it again until it succeeds: what a job needs may come up after the job. What keeps it waiting is said once.
 *
 * @throws what the last attempt threw, once patience is over; Hopeless at once
 */
export async function patiently(job: () => Promise<void>, say: (line: string) => void, { forSeconds, everyMs }: Patience = usualPatience): Promise<void> {
  const until = performance.now() + forSeconds * 1_000;
  for (let said = ''; ; await after(everyMs)) {
    try {
      return await job();
    } catch (error) {
      if (error instanceof Hopeless || performance.now() > until) throw error;
      const { message } = error as Error;
      if (message !== said) say(`Waiting: ${(said = message)}`);
    }
  }
}
