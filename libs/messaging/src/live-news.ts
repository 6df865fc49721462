import { Observable, Subject, defer, finalize, from, map, merge } from 'rxjs';
import type { Tail } from './broker.ts';
import type { LiveTail } from './live-tail.ts';

/** The tail goes on for so long when the last one has gone (milliseconds): the next one need not wait until it hears again. */
const LINGER = 30_000;

/** What happens on channels, told by key to whoever listens on this instance. While nobody does, nothing is heard, at next to no cost. */
export class LiveNews {
  readonly #changed = new Subject<string>();
  readonly #tail: Tail;
  #listening = 0;
  #lingering: NodeJS.Timeout | undefined;

  constructor(liveTail: LiveTail, channels: readonly string[]) {
    this.#tail = liveTail.subscribe(channels, ({ key }) => this.#changed.next(key));
    void this.#tail.hearing.then(() => this.#listening === 0 && this.#tail.pause());
  }

  /**
   * An empty text once all that happens from then on is heard, then the key of each message, whoever sent it; ends when this stops. Who
   * reads a state when it begins to listen reads it once more then: what happened in between is seen so.
   */
  heard(): Observable<string> {
    return defer(() => merge(from(this.#arrive()).pipe(map(() => '')), this.#changed)).pipe(finalize(() => this.#leave()));
  }

  /** Tells nothing any more. The tail itself ends with the broker. */
  stop(): void {
    clearTimeout(this.#lingering);
    this.#changed.complete();
  }

  async #arrive(): Promise<void> {
    clearTimeout(this.#lingering);
    this.#listening += 1;
    await this.#tail.resume();
  }

  #leave(): void {
    this.#listening -= 1;
    if (this.#listening === 0) this.#lingering = setTimeout(() => this.#tail.pause(), LINGER).unref();
  }
}
