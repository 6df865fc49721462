import { sideBySide } from '../../../labs/guarantees/side-by-side.ts';
import type { Scenario } from '../scenario.ts';
import { tableOf } from '../table.ts';

export const threeGuarantees: Scenario = {
  name: 'three-guarantees',
  shows: 'A lab: at most once, at least once and effectively once, under the same crashes and lost answers.',
  async play({ narrator, servers }) {
    narrator.say('The same stream three times. A receiver notes its position before it handles a message (at most once); after it (at least');
    narrator.say('once); after it, with an inbox in the database of the effect (effectively once: the product’s runtime).\n');
    narrator.cue();
    const played = await sideBySide(servers, (guarantee, line) => narrator.deed(`${guarantee}: ${line}`));
    narrator.blank();
    for (const line of tableOf(played, { sent: 'sent', effects: 'handled', lost: 'lost', doubled: 'doubled' })) narrator.say(line);
    narrator.blank();
    const { 'at most once': atMost, 'at least once': atLeast, 'effectively once': effectively } = played;
    narrator.check('at most once loses what a message or its handler was lost with, and doubles nothing', atMost.lost === 2 && atMost.doubled === 0);
    narrator.check('at least once doubles what was sent or handled again, and loses nothing', atLeast.lost === 0 && atLeast.doubled === 2);
    narrator.check('effectively once neither loses nor doubles', effectively.lost === 0 && effectively.doubled === 0);
  },
};
