import { PassThrough, type Readable } from 'node:stream';
import { Refusal } from '@ftgo/refusals';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';

const MOST_STREAMS = 5_000;
const RETRY_MS = 1_000;

/** How often a quiet stream says that it is alive, in milliseconds. */
export class Heartbeat {
  constructor(readonly everyMs: number) {}
}

export interface ServerSentEvent {
  readonly event: string;
  /** Given back by a client that connects again. */
  readonly id: number;
  readonly data: object;
}

/** What is watched, until it ends or the signal ends it. */
type Watch = (signal: AbortSignal) => AsyncIterableIterator<ServerSentEvent>;

/** What clients watch live, as server-sent events (WHATWG HTML, 9.2). */
@Injectable()
export class EventStreams implements BeforeApplicationShutdown {
  private readonly logger = new Logger('EventStreams');
  private readonly streams = new Set<AbortController>();
  private stopping = false;

  constructor(private readonly heartbeat: Heartbeat) {}

  /**
   * Opens a stream that begins with what is watched as it is. It ends with what is watched, or with the client, whichever is first.
   *
   * @throws Refusal `TOO_MANY_STREAMS`, and whatever the watch throws instead of its first event.
   */
  async openWithFirst(watch: Watch): Promise<Readable> {
    const { events, end } = this.begin(watch);
    try {
      const first = await events.next();
      return this.pour(events, end, first.done ? '' : textOf(first.value));
    } catch (error) {
      end();
      throw error;
    }
  }

  /** Opens a stream at once, however long its first event is in coming. @throws Refusal `TOO_MANY_STREAMS` */
  open(watch: Watch): Readable {
    const { events, end } = this.begin(watch);
    return this.pour(events, end, ': open\n\n');
  }

  beforeApplicationShutdown(): void {
    this.stopping = true;
    for (const stream of this.streams) stream.abort();
  }

  private begin(watch: Watch) {
    if (this.streams.size >= MOST_STREAMS) throw new Refusal('overloaded', 'TOO_MANY_STREAMS', 'Too many streams are open');
    const ended = new AbortController();
    this.streams.add(ended);
    const end = (): void => {
      this.streams.delete(ended);
      ended.abort();
    };
    return { events: watch(ended.signal), end };
  }

  private pour(events: AsyncIterableIterator<ServerSentEvent>, end: () => void, first: string): Readable {
    const stream = new PassThrough();
    const heartbeat = setInterval(() => stream.write(': alive\n\n'), this.heartbeat.everyMs);
    stream.on('close', () => {
      clearInterval(heartbeat);
      end();
    });
    stream.write(first);
    void this.write(events, stream).finally(() => stream.end());
    // Whoever was on the way here reads what there is and connects again, elsewhere.
    if (this.stopping) end();
    return stream;
  }

  private async write(events: AsyncIterableIterator<ServerSentEvent>, stream: PassThrough): Promise<void> {
    try {
      for await (const event of events) stream.write(textOf(event));
    } catch (error) {
      this.logger.debug({ msg: 'what was watched fell silent', cause: String(error) });
    }
  }
}

const textOf = ({ event, id, data }: ServerSentEvent): string => `event: ${event}\nid: ${id}\nretry: ${RETRY_MS}\ndata: ${JSON.stringify(data)}\n\n`;
