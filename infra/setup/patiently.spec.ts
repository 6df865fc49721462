import { describe, expect, it } from '@jest/globals';
import { Hopeless, patiently } from './patiently.ts';

const patient = { forSeconds: 60, everyMs: 1 };
const impatient = { forSeconds: 0.2, everyMs: 1 };

/** Fails with each of these in turn, then succeeds. */
const failing = (...errors: Error[]) => {
  const left = [...errors];
  return () => (left.length > 0 ? Promise.reject(left.shift()!) : Promise.resolve());
};

describe('a job', () => {
  it('is done again until it succeeds, and says once what keeps it', async () => {
    const said: string[] = [];
    const away = new Error('no PostgreSQL');
    await patiently(failing(away, away, new Error('no database'), away), (line) => said.push(line), patient);
    expect(said).toEqual(['Waiting: no PostgreSQL', 'Waiting: no database', 'Waiting: no PostgreSQL']);
  });

  it('fails at once where waiting will not help', async () => {
    const said: string[] = [];
    await expect(patiently(failing(new Hopeless('not set')), (line) => said.push(line), patient)).rejects.toThrow('not set');
    expect(said).toEqual([]);
  });

  it('fails in the end', async () => {
    await expect(patiently(() => Promise.reject(new Error('no PostgreSQL')), () => undefined, impatient)).rejects.toThrow('no PostgreSQL');
  });
});
