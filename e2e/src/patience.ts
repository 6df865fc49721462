import { eventually } from '@ftgo/testing';
import type { Answer } from './ftgo.ts';

/** Many wait side by side, each at its ease. */
export const PATIENTLY = { within: 75_000, every: 400 };

/** A service that is too busy to answer in time is asked again. */
export function patiently(ask: () => Promise<Answer>): Promise<Answer> {
  return eventually(async () => {
    const answer = await ask();
    if (answer.status >= 502) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  }, PATIENTLY);
}
