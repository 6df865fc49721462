import { parseArgs } from 'node:util';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { demoPassword } from '../operator.ts';
import { Api } from './api.ts';
import { Fate } from './fate.ts';
import { Pace } from './pace.ts';
import { goRounds } from './rounds.ts';
import { Worker } from './worker.ts';

/** Someone whom a simulator acts for. */
export interface Simulated {
  /** Does what is due. @returns how many milliseconds to wait for the next round */
  round(now: () => number): Promise<number>;
  /** A round failed: nothing is known for certain any more. */
  startOver(): void;
}

interface Surroundings {
  readonly worker: Worker;
  readonly fate: Fate;
  readonly pace: Pace;
  readonly log: Logger;
}

/**
 * Runs a simulator as a process of its own, as the command line says, until it is told to stop. Everyone goes rounds of their own, so
 * that nobody waits for another.
 */
export async function runSimulator(name: string, everyone: readonly string[], simulated: (surroundings: Surroundings) => Simulated): Promise<void> {
  const { values } = parseArgs({
    options: {
      gateway: { type: 'string', default: 'http://127.0.0.1:8080' },
      seed: { type: 'string', default: '1' },
      speed: { type: 'string', default: '1' },
      /** Whom to act for, by their sign-ins; all of the demo's unless told. */
      emails: { type: 'string', default: everyone.join() },
    },
  });
  const log = pino({ base: { service: name }, timestamp: pino.stdTimeFunctions.isoTime });
  const ended = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => ended.abort());
  const api = new Api(values.gateway);
  const fate = new Fate(Number(values.seed));
  const pace = new Pace(Number(values.speed));
  await Promise.all(
    values.emails.split(',').map((email) => {
      const own = log.child({ email });
      const someone = simulated({ worker: new Worker(api, email, demoPassword), fate, pace, log: own });
      const onFailure = (error: Error, pause: number): void => {
        someone.startOver();
        own.warn(`${error.message}; again in ${pause / 1000} s`);
      };
      return goRounds({ round: () => someone.round(Date.now), onFailure, signal: ended.signal });
    }),
  );
}
