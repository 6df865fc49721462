import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Ground, type Sender, type Servers } from '../ground/ground.ts';
import { type Tally, tallyOf } from '../ground/tally.ts';

const PARTITIONS = 6;
/** No multiple of the partitions: records without a key are dealt out in turn, and each aggregate would always get the same one. */
const AGGREGATES = 11;
/** One step of every aggregate; so many milliseconds apart. */
const PACE = 30;
/** How long each of the three receivers works on a message, in milliseconds. */
const UNEVEN = [1, 8, 25] as const;

export interface KeyedOrderOptions {
  /** With the aggregate's id as the record's key, or without a key. */
  readonly keyed: boolean;
  readonly tell?: (line: string) => void;
}

/**
 * Steps of aggregates are sent to three receivers of one group, of which one is killed, and one more joins and one leaves while the
 * stream goes on. The receivers are the product's runtime and write path: only the key makes the difference.
 */
export async function keyedOrder(servers: Servers, { keyed, tell = () => undefined }: KeyedOrderOptions): Promise<Tally> {
  const ground = await Ground.open(servers, { partitions: PARTITIONS });
  try {
    const [first, second] = await Promise.all(UNEVEN.map((work) => ground.receiver('effectively once', { work })));
    const stream = new Stream(await ground.sender({ keyed }));
    await stream.rounds(10);
    await second!.kill();
    tell('a receiver was killed (kill -9)');
    await ground.receiver('effectively once', { work: UNEVEN[1] });
    tell('another one has joined: the group has missed the dead one, and shares anew');
    await stream.rounds(10);
    await first!.end();
    tell('a receiver has left: the group shares anew');
    await stream.rounds(10);
    const steps = await stream.stop();
    await ground.settled();
    return tallyOf(stream.aggregates, steps, await ground.handled());
  } finally {
    await ground.close();
  }
}

/** Goes on until it is stopped: a round is the next step of every aggregate. */
class Stream {
  readonly aggregates = Array.from({ length: AGGREGATES }, () => randomUUID());
  readonly #sender: Sender;
  readonly #running: Promise<void>;
  #sent = 0;
  #goesOn = true;

  constructor(sender: Sender) {
    this.#sender = sender;
    this.#running = this.#run();
    this.#running.catch(() => undefined);
  }

  /** Waits until so many more rounds were sent. */
  async rounds(more: number): Promise<void> {
    const enough = this.#sent + more;
    while (this.#sent < enough) await Promise.race([this.#running, delay(PACE)]);
  }

  /** @returns how many rounds there were. */
  async stop(): Promise<number> {
    this.#goesOn = false;
    await this.#running;
    return this.#sent;
  }

  async #run(): Promise<void> {
    for (; this.#goesOn; this.#sent += 1) {
      const n = this.#sent + 1;
      const said = await this.#sender.send(this.aggregates.map((aggregate) => ({ id: randomUUID(), aggregate, n })));
      if (said !== 'acknowledged') throw new Error(`Step ${n} was ${said}`);
      await delay(PACE);
    }
  }
}
