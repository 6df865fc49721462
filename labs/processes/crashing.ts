import type { Moment, ReceiverSettings } from '../ground/wire.ts';
import { say } from './report.ts';

/** Stands still at the worst moment, so that whoever kills the process hits it. */
export class Crashing {
  #passed = 0;

  constructor(private readonly at: ReceiverSettings['halt']) {}

  async pass(moment: Moment): Promise<void> {
    if (moment !== this.at?.moment) return;
    this.#passed += 1;
    if (this.#passed !== this.at.message) return;
    say('halted');
    await new Promise(() => undefined);
  }
}
