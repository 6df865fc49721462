import type { Fulfilled, Wish } from './control.ts';
import type { Instances } from './instances.ts';
import { Problem } from './problem.ts';
import type { Supervisor } from './supervisor.ts';

/** What may go without names: it then means all that it can mean. */
const nameless = new Set(['up', 'thaw']);

const oneByOne = async (names: readonly string[], act: (name: string) => Promise<string>): Promise<string[]> => {
  const done: string[] = [];
  for (const name of names) done.push(await act(name));
  return done;
};

/** Does what another program asks of the running stack's processes. @throws Problem where a name is unknown or missing */
export const fulfil = async ({ action, names }: Wish, supervisor: Supervisor, instances: Instances): Promise<Fulfilled> => {
  if (names.length === 0 && !nameless.has(action)) throw new Problem(`Say to what, such as \`npm run ${action} -- consumer\`.`);
  const done = (sentence: string, otherwise: string, to: readonly string[]): Fulfilled => ({
    said: to.length > 0 ? `${sentence}: ${to.join(', ')}.` : otherwise,
    names: to,
  });
  switch (action) {
    case 'down': {
      const taken = await supervisor.takeDown(names);
      return { said: `Down until \`npm run up\`: ${supervisor.down.join(', ')}.`, names: taken };
    }
    case 'up':
      return done('Up again', 'Nothing was down.', await supervisor.bringUp(names.length > 0 ? names : supervisor.down));
    case 'restart':
      return done('Started again', 'It is down: `npm run up` brings it up.', await supervisor.restart(names));
    case 'freeze': {
      const stopped = supervisor.freeze(names);
      return { said: `Frozen until \`npm run thaw\`: ${supervisor.frozen.join(', ')}.`, names: stopped };
    }
    case 'thaw':
      return done('Going on', 'Nothing was frozen.', supervisor.thaw(names.length > 0 ? names : supervisor.frozen));
    case 'add':
      return done('Ready', '', await oneByOne(names, (name) => instances.add(name)));
    case 'remove':
      return done('Ended for good', '', await oneByOne(names, (name) => instances.remove(name)));
  }
};
