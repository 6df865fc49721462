import { PassingFault } from '@ftgo/write-path';
import { Fate } from '../../../infra/simulators/fate.ts';

const SEED = 1;

/**
 * A service that is up for such a share of the orders, and away for whoever asks about one of the others for the first time: who asks
 * again later finds it. So each service is away independently of the others, as R8's arithmetic has it.
 */
export class Uptime {
  readonly #asked = new Set<string>();
  readonly #fate = new Fate(SEED);

  constructor(
    private readonly service: string,
    private readonly share = Number(process.env['FTGO_LAB_UPTIME'] ?? 1),
  ) {}

  /** @throws PassingFault */
  requireUp(about: string): void {
    if (this.share === 1 || this.#asked.has(about)) return;
    this.#asked.add(about);
    if (this.#fate.of(about, this.service) >= this.share) throw new PassingFault(`The ${this.service} service is away`);
  }
}
