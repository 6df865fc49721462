/** How much of a simulated town's time passes in ours: at 30, a minute in two seconds. */
export class Pace {
  readonly #speed: number;

  constructor(speed: number) {
    this.#speed = speed;
  }

  /** How many of our milliseconds so many minutes of the town take. */
  minutes(many: number): number {
    return (many * 60_000) / this.#speed;
  }
}
