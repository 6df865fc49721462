import { setTimeout as after } from 'node:timers/promises';
import { type GenerationDocument, generationLine } from '../../views/generation-line.ts';
import { STEPS_TO_APPROVAL } from '../checks.ts';
import { eventually } from '../eventually.ts';
import { search } from '../order-search.ts';
import { OrderStory } from '../order-story.ts';
import type { Person } from '../person.ts';
import type { Scenario } from '../scenario.ts';
import type { Stage } from '../stage.ts';

const VIEWS = '/v1/operations/views';
const VIEW = 'order-history';
const ORDERS = 5;
const LOOK_EVERY_MS = 20;
const TELL_EVERY_MS = 1_000;
/** The log of a stack that has run for days may be long. */
const WITHIN_MS = 300_000;

const generations = async ({ operator }: Stage): Promise<GenerationDocument[]> =>
  (await operator.get<{ generations: GenerationDocument[] }>(VIEWS)).generations.filter(({ view }) => view === VIEW);

/** Looks at the orders again and again until it is told to stop. */
class Reader {
  asked = 0;
  longestMs = 0;
  readonly faults: string[] = [];
  readonly #reading: Promise<void>;
  #isOver = false;

  constructor(person: Person, expected: ReadonlySet<string>) {
    this.#reading = this.#read(person, expected);
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#reading;
  }

  async #read(person: Person, expected: ReadonlySet<string>): Promise<void> {
    while (!this.#isOver) {
      const began = performance.now();
      const ids = await search(person).then(({ orders }) => orders.map(({ orderId }) => orderId), (error: Error) => error);
      this.asked += 1;
      this.longestMs = Math.max(this.longestMs, performance.now() - began);
      if (ids instanceof Error) this.faults.push(ids.message);
      else if ([...expected].some((id) => !ids.includes(id))) this.faults.push(`${ids.length} of ${expected.size} orders`);
      else if (new Set(ids).size < ids.length) this.faults.push('an order twice');
      await after(LOOK_EVERY_MS);
    }
  }
}

export const historyRebuilt: Scenario = {
  name: 'history-rebuilt',
  shows: 'The operator has the order history made again from the log, while a consumer goes on looking at it and orders once more: nothing is missing, ever.',
  async play(stage) {
    const { narrator, operator } = stage;
    const hana = await stage.newConsumer('Hana');
    const placed = async (mark: string): Promise<string> => {
      const order = await OrderStory.place(stage, hana, {}, mark);
      await order.hears(STEPS_TO_APPROVAL);
      order.hush();
      await eventually(`order ${mark} in the history`, async () => (await search(hana)).orders.some(({ orderId, state }) => orderId === order.id && state === 'APPROVED') || undefined);
      return order.id;
    };
    const ids = new Set<string>();
    for (let n = 1; n <= ORDERS; n += 1) ids.add(await placed(`#${n}`));
    const [before] = await generations(stage);

    narrator.cue();
    const reader = new Reader(hana, ids);
    narrator.request(`POST ${VIEWS}/${VIEW}/rebuild`);
    const began = performance.now();
    await operator.post(`${VIEWS}/${VIEW}/rebuild`, {});
    const another = placed(`#${ORDERS + 1}`).then((id) => ids.add(id));
    await eventually('the new rows to be read from', async () => {
      const all = await generations(stage);
      for (const each of all) narrator.fact('', generationLine(each));
      return (all.length === 1 && all[0]!.generation > before!.generation) || undefined;
    }, WITHIN_MS, TELL_EVERY_MS);
    const seconds = (performance.now() - began) / 1000;
    await another;
    await reader.stop();

    const [now] = await generations(stage);
    const { orders } = await search(hana);
    narrator.blank();
    narrator.fact('the rebuild', `${now!.read} messages read, ${seconds.toFixed(1)} s`);
    narrator.fact('meanwhile', `${reader.asked} times looked at, ${Math.round(reader.longestMs)} ms at most`);
    narrator.check('each look was answered, with every order once', reader.faults.length === 0, `${reader.faults.length} were not: ${reader.faults[0]}`);
    narrator.check(`the new rows have all ${ids.size}, also the one that came meanwhile`, orders.length === ids.size && orders.every(({ orderId, state }) => ids.has(orderId) && state === 'APPROVED'));
  },
};
