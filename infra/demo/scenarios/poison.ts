import { type DeadLetterDocument, letterLine, outcomeText } from '../../dead-letters/letter-text.ts';
import { STEPS_TO_APPROVAL, checkApproved } from '../checks.ts';
import { eventually } from '../eventually.ts';
import { OrderStory, usualOrder } from '../order-story.ts';
import type { Person } from '../person.ts';
import { CHANNEL, type Poison, poisonOfEachKind, sendPoison, withoutAmount } from '../poison.ts';
import type { Scenario } from '../scenario.ts';
import type { Stage } from '../stage.ts';

const PATH = '/v1/operations/dead-letters';
/** Enough for some of them to lie in the poison's partition. */
const OTHERS = 24;

export const poison: Scenario = {
  name: 'poison',
  shows: 'Messages that nobody can handle, of each kind: they are set aside with their keys, nobody else waits, an operator settles them.',
  async play(stage) {
    const { narrator, processes, operator } = stage;
    const pia = await stage.newConsumer('Pia');
    const quinn = await stage.newConsumer('Quinn');
    await operator.put(`/v1/consumers/${quinn.id}/credit-limit`, { creditLimit: { amount: 1_000_000, currency: 'USD' } });

    const kinds = poisonOfEachKind();
    narrator.say('The consumer service is put to sleep (SIGSTOP), so that the order waits. Pia orders.\n');
    processes.putToSleep('consumer');
    const { order, partition } = await poisoned(stage, pia, kinds).finally(() => processes.wake('consumer'));
    const head = await deadLetterOf(stage, order.id, 1);
    narrator.deed(`accounting: ${head.error?.class}, ${head.error?.detail}; the order's key is parked`);

    const began = performance.now();
    const others = await Promise.all(Array.from({ length: OTHERS }, () => placed(stage, quinn)));
    await Promise.all(others.map((id) => eventually(`order ${id} to be APPROVED`, async () => (await quinn.get<{ state: string }>(`/v1/orders/${id}`)).state === 'APPROVED' || undefined)));
    const took = Math.round(performance.now() - began);
    const beside = others.filter((id) => stage.wiretap.of(id).some((message) => message.channel === CHANNEL && message.partition === partition));
    narrator.blank();
    narrator.check(`${OTHERS} other orders are APPROVED meanwhile, in ${took} ms, ${beside.length} of them through the same partition`, beside.length > 0);
    const { state } = await order.current();
    narrator.check('the order whose key is parked waits', state === 'APPROVAL_PENDING', `it is ${state}`);

    narrator.blank();
    for (const { name, key, isSkipped } of kinds) {
      if (isSkipped) {
        const { deadLetters } = await list(stage, key);
        narrator.check(`${name}: skipped`, deadLetters.length === 0);
      } else {
        const letter = await deadLetterOf(stage, key, 0);
        narrator.check(`${name}: a dead letter (${letter.error?.class})`, letter.state === 'DEAD');
        await operator.post(`${PATH}/${letter.deadLetterId}/discard`, { reason: 'sent by the demo' });
      }
    }

    narrator.blank();
    narrator.cue();
    for (const letter of (await list(stage, order.id)).deadLetters) narrator.say(letterLine(letter));
    narrator.request('POST …/replay');
    narrator.answer(outcomeText(await operator.post<DeadLetterDocument>(`${PATH}/${head.deadLetterId}/replay`, {})));
    narrator.request('POST …/discard');
    narrator.answer(outcomeText(await operator.post<DeadLetterDocument>(`${PATH}/${head.deadLetterId}/discard`, { reason: 'names no amount; sent by the demo' })));
    await order.reaches('APPROVED');
    await order.hears(STEPS_TO_APPROVAL);
    checkApproved(stage, await order.ends());
    const authorized = stage.wiretap.of(order.id).filter(({ type, again }) => type === 'AccountAuthorized' && !again);
    narrator.check('its amount was authorized once', authorized.length === 1, `${authorized.length} times`);
  },
};

interface Page {
  readonly deadLetters: readonly DeadLetterDocument[];
}

const list = ({ operator }: Stage, key: string): Promise<Page> => operator.get<Page>(`${PATH}?key=${encodeURIComponent(key)}`);

/** The head of a key, once so many wait behind it. */
function deadLetterOf(stage: Stage, key: string, behind: number): Promise<DeadLetterDocument> {
  return eventually(`the dead letter of ${key}`, async () => {
    const [head] = (await list(stage, key)).deadLetters;
    return head && head.behind >= behind ? head : undefined;
  });
}

/** An order that waits for the sleeping consumer service, and poison on the way to that. */
async function poisoned(stage: Stage, person: Person, kinds: readonly Poison[]): Promise<{ order: OrderStory; partition: number }> {
  const { narrator, servers } = stage;
  const order = await OrderStory.place(stage, person);
  const partition = await sendPoison(servers.kafkaBrokers, [withoutAmount(order.id)]);
  narrator.deed(`somebody sends a ConsumerVerified of this order that names no amount, to partition ${partition}`);
  await sendPoison(servers.kafkaBrokers, kinds, partition);
  for (const { name } of kinds) narrator.deed(`and to the same partition: ${name}`);
  return { order, partition };
}

async function placed(stage: Stage, person: Person): Promise<string> {
  return (await person.post<{ orderId: string }>('/v1/orders', usualOrder(stage))).orderId;
}
