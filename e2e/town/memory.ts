import { setTimeout as after } from 'node:timers/promises';
import { pssMiB, totalOf } from '../../benchmarks/load/processes.ts';
import { readStack } from '../../infra/stack-state.ts';
import { slope } from './figures.ts';

const EVERY_MS = 15_000;

export interface Grown {
  readonly name: string;
  /** MiB. */
  readonly atFirst: number;
  readonly atLast: number;
  readonly most: number;
  /** MiB per minute over the second half, when caches are full and code is compiled. */
  readonly growth: number;
}

/** Watches what each process of a stack takes of the machine's memory. */
export class Memory {
  readonly #folder: string;
  readonly #samples = new Map<string, [minutes: number, mib: number][]>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async watch(over: AbortSignal): Promise<void> {
    for (const begun = performance.now(); !over.aborted; await after(EVERY_MS, undefined, { signal: over }).catch(() => undefined)) {
      const minutes = (performance.now() - begun) / 60_000;
      for (const { name, pid } of readStack(this.#folder).processes) {
        const samples = this.#samples.get(name) ?? [];
        samples.push([minutes, totalOf(pssMiB, pid)]);
        this.#samples.set(name, samples);
      }
    }
  }

  get grown(): readonly Grown[] {
    return [...this.#samples].map(([name, samples]) => ({
      name,
      atFirst: samples[0]![1],
      atLast: samples.at(-1)![1],
      most: Math.max(...samples.map(([, mib]) => mib)),
      growth: slope(samples.slice(Math.floor(samples.length / 2))),
    }));
  }
}
