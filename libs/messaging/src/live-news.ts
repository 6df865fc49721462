import { AsyncSubject, Observable, Subject, defer, delay, finalize, from, map, merge, takeUntil } from 'rxjs';
import type { Tail } from './broker.ts';
import type { LiveTail } from './live-tail.ts';

/** The tail goes on for so long when the last one has gone (milliseconds): the next one need not wait until it hears again. */
const LINGER = 30_000;

/**
 * PostgreSQL writes a commit to its log before others see it, and the relay reads the log: who reads a state at its news may read what was
 * before, by moments usually, by more where the committing process has to wait for a CPU. So news is told again (milliseconds).
 */
const AGAIN = [200, 2_000];

/** What happens on channels, told by key to whoever listens on this instance. While nobody does, nothing is heard, at next to no cost. */
export class LiveNews {
  readonly #changed = new Subject<string>();
  readonly #stopped = new AsyncSubject<true>();
  readonly #tail: Tail;
  #listening = 0;
  #lingering: NodeJS.Timeout | undefined;

  constructor(liveTail: LiveTail, channels: readonly string[]) {
    this.#tail = liveTail.subscribe(channels, ({ key }) => this.#changed.next(key));
    void this.#tail.hearing.then(() => this.#listening === 0 && this.#tail.pause());
  }

  /**
   * An empty text once all that happens from then on is heard, then the key of each message, whoever sent it, more than once; ends when
   * this stops. Who reads a state when it begins to listen reads it once more then: what happened in between is seen so.
   */
  heard(): Observable<string> {
    return defer(() => {
      const news = merge(from(this.#arrive()).pipe(map(() => '')), this.#changed);
      return merge(news, ...AGAIN.map((after) => news.pipe(delay(after))));
    }).pipe(takeUntil(this.#stopped), finalize(() => this.#leave()));
  }

  /** Tells nothing any more. The tail itself ends with the broker. */
  stop(): void {
    clearTimeout(this.#lingering);
    this.#stopped.next(true);
    this.#stopped.complete();
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
