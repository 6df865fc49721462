import { keyedOrder as playKeyedOrder } from '../../../labs/order/keyed-order.ts';
import type { Scenario } from '../scenario.ts';
import { tableOf } from '../table.ts';

export const keyedOrder: Scenario = {
  name: 'keyed-order',
  shows: 'A lab: three receivers share a stream, sent by key and without one, through a crash and two rebalances.',
  async play({ narrator, servers }) {
    narrator.say('Steps 1, 2, 3 … of eleven aggregates go to three receivers that need 1, 8 and 25 ms for a message: once with the');
    narrator.say('aggregate’s id as key, as the product sends, and once without a key. The receivers are the product’s runtime.\n');
    narrator.cue();
    const play = (name: string, keyed: boolean) => playKeyedOrder(servers, { keyed, tell: (line) => narrator.deed(`${name}: ${line}`) });
    const [byKey, withoutKey] = await Promise.all([play('by key', true), play('without', false)]);
    narrator.blank();
    const rows = { 'by key': byKey, 'without': withoutKey };
    for (const line of tableOf(rows, { sent: 'sent', effects: 'handled', late: 'after a later one', wrongInTheEnd: 'aggregates left in an old state' })) narrator.say(line);
    narrator.blank();
    narrator.check('every message was handled once, either way', [byKey, withoutKey].every(({ sent, effects, lost }) => effects === sent && lost === 0));
    narrator.check('by key no message was handled after a later one of its aggregate', byKey.late === 0, `${byKey.late} were`);
    narrator.check('without a key some were', withoutKey.late > 0);
  },
};
