import { setTimeout as after } from 'node:timers/promises';

/**
 * Tries until the probe gives something.
 *
 * @param everyMs how long to wait between tries: longer where a try costs something
 * @throws Error that says what was waited for in vain.
 */
export async function eventually<T>(what: string, probe: () => Promise<T | undefined> | T | undefined, withinMs = 15_000, everyMs = 25): Promise<T> {
  const until = performance.now() + withinMs;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (performance.now() > until) throw new Error(`Waited ${Math.round(withinMs / 1000)} s in vain: ${what}`);
    await after(everyMs);
  }
}
