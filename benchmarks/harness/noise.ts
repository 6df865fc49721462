import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { median } from './statistics.ts';

/** How the machine was before and during a round. */
export interface Noise {
  /** What the same small piece of work took, in milliseconds, before the round. */
  readonly calibrationMs: number;
  /** What a small write with fsync took, in milliseconds, before the round. */
  readonly fsyncMs: number;
  /** Processes that wanted to run, averaged over a minute. */
  readonly load: number;
  /** Share of the CPU time during the round that the machine below ours took away. */
  readonly stolen: number;
  /** Share of the CPU time during the round that nobody used. */
  readonly idle: number;
}

interface CpuTimes {
  readonly all: number;
  readonly idle: number;
  readonly stolen: number;
}

function cpuTimes(): CpuTimes {
  const line = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]!;
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softirq = 0, stolen = 0] = line.split(/\s+/).slice(1).map(Number);
  return { all: user + nice + system + idle + wait + irq + softirq + stolen, idle: idle + wait, stolen };
}

/** A fixed piece of arithmetic: on a quiet machine always the same time. */
function calibrate(): number {
  const once = (): number => {
    const began = performance.now();
    let state = 1;
    for (let i = 0; i < 10_000_000; i += 1) state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state === 0 ? Number.NaN : performance.now() - began;
  };
  return median([once(), once(), once()]);
}

function fsyncTime(folder: string): number {
  const file = join(folder, 'fsync');
  const descriptor = openSync(file, 'w');
  try {
    const once = (): number => {
      const began = performance.now();
      writeSync(descriptor, 'x'.repeat(512));
      fsyncSync(descriptor);
      return performance.now() - began;
    };
    return median(Array.from({ length: 15 }, once));
  } finally {
    closeSync(descriptor);
    rmSync(file);
  }
}

/** Looks at the machine now; the function that is returned says how it was since. */
export function observeNoise(folder: string): () => Noise {
  const calibrationMs = calibrate();
  const fsyncMs = fsyncTime(folder);
  const before = cpuTimes();
  return () => {
    const after = cpuTimes();
    const all = Math.max(1, after.all - before.all);
    return {
      calibrationMs,
      fsyncMs,
      load: loadavg()[0]!,
      stolen: (after.stolen - before.stolen) / all,
      idle: (after.idle - before.idle) / all,
    };
  };
}
