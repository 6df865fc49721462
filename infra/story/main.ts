// `npm run story -- <order id>`: everything that is known of an order of the running system; with `--data <folder>` of one that runs no more.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dataFolder } from '../folders.ts';
import { freeOffset } from '../ports.ts';
import { Problem } from '../problem.ts';
import { isAlive } from '../process-identity.ts';
import { startStack } from '../stack.ts';
import { lastStack } from '../stack-state.ts';
import { storyOf } from './story.ts';

const help = `npm run story -- <order id> [--data <folder>]

Tells an order's state in each service, its messages, who handled them, dead letters and log lines, in the order of time.
--data names the data folder of a system that runs no more, such as a run of \`npm run test:faults\` leaves behind: its servers are
started for as long as it takes to read them.`;

try {
  const { values, positionals } = parseArgs({ options: { data: { type: 'string' }, help: { type: 'boolean', short: 'h' } }, allowPositionals: true });
  const [orderId] = positionals;
  if (values.help || !orderId) throw new Problem(help);
  if (!/^[0-9a-f-]{36}$/i.test(orderId)) throw new Problem(`An order's id is a UUID, not "${orderId}".`);
  const folder = values.data ? resolve(values.data) : dataFolder();
  const running = lastStack(folder);
  if (running && isAlive(running.supervisor)) console.log(await storyOf(running, orderId.toLowerCase()));
  else if (!existsSync(join(folder, 'kafka'))) throw new Problem(`No system runs or ran in ${folder}: start it with \`npm start\`, or name another folder with --data.`);
  else {
    const stack = await startStack({ folder, portOffset: await freeOffset(), services: [], progress: (line) => console.error(line) });
    try {
      console.log(await storyOf(stack.state, orderId.toLowerCase()));
    } finally {
      await stack.stop();
    }
  }
  process.exit(0);
} catch (error) {
  const usage = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  if (!usage && !(error instanceof Problem)) throw error;
  console.error(usage ? `${(error as Error).message}\n\n${help}` : (error as Error).message);
  process.exit(usage ? 2 : 1);
}
