import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Moment } from './story.ts';

/** The lines of all logs in a folder that mention one of the words, those of the start before included. */
export async function logLinesOf(folder: string, words: readonly string[]): Promise<Moment[]> {
  const found: Moment[] = [];
  for (const file of readdirSync(folder).filter((name) => /\.log(\.\d+)?$/.test(name))) {
    for await (const line of createInterface({ input: createReadStream(join(folder, file)) })) {
      if (!words.some((word) => line.includes(word))) continue;
      const moment = momentOf(line);
      if (moment) found.push({ ...moment, who: `log of ${file.replace(/\.log.*$/, '')}` });
    }
  }
  return found;
}

/** Pino's names of its levels. */
const levels: Readonly<Record<number, string>> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };

/** A line of JSON as a person reads it; undefined where it does not say when it was. */
function momentOf(line: string): Omit<Moment, 'who'> | undefined {
  try {
    const { time, level, msg, service: _service, instance: _instance, ...rest } = JSON.parse(line) as Record<string, unknown>;
    const more = Object.entries(rest).map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
    return { at: new Date(time as string), what: [levels[Number(level)] ?? level, msg, ...more].join(' ') };
  } catch {
    return undefined;
  }
}
