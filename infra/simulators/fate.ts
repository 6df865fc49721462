import { createHash } from 'node:crypto';

/**
 * What chance has in store. The same seed, thing and question have the same answer, whenever, in whatever order and by whichever
 * process they are asked: a simulator that was killed goes on as it would have.
 */
export class Fate {
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** From 0 up to, and without, 1. */
  of(thing: string, question: string): number {
    return createHash('sha256').update(`${this.#seed} ${question} ${thing}`).digest().readUInt32BE() / 2 ** 32;
  }

  between(least: number, most: number, thing: string, question: string): number {
    return least + (most - least) * this.of(thing, question);
  }

  oneOf<T>(things: readonly T[], thing: string, question: string): T {
    return things[Math.floor(this.of(thing, question) * things.length)]!;
  }
}
