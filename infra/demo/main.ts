import { parseArgs } from 'node:util';
import { demoInCluster } from '../cluster/demo.ts';
import { Problem } from '../problem.ts';
import { tokenKeyIn } from '../secrets.ts';
import { readStack } from '../stack-state.ts';
import { play } from './play.ts';
import { Processes } from './processes.ts';
import type { Scenario } from './scenario.ts';
import { type Chapter, chapters } from './scenarios/index.ts';

const scenarios = chapters.flatMap((chapter) => chapter.scenarios);

const USAGE = `npm run demo                          an order from POST to APPROVED
npm run demo -- --list                the stories there are, and the patterns they are about
npm run demo -- --scenario <name>     one of them
npm run demo -- --all                 all of them
npm run demo -- --target k8s          on the cluster of kubectl's current context: stories that need no more than its gateway and its messages`;

/** @returns the process's exit code: 0 where every check held. */
async function main(): Promise<number> {
  const { list, all, scenario, target, help } = parseArgs({
    options: {
      list: { type: 'boolean' },
      all: { type: 'boolean' },
      scenario: { type: 'string', short: 's' },
      target: { type: 'string', default: 'local' },
      help: { type: 'boolean', short: 'h' },
    },
  }).values;
  if (help) return tell(USAGE);
  if (list) return tell(listing());
  if (target === 'k8s') return demoInCluster(all ? ['--all'] : ['--scenario', scenario ?? 'approved']);
  if (target !== 'local') throw new Problem(`The demo is played locally, or with --target k8s, not on "${target}".`);
  const chosen = all ? scenarios : [scenarioNamed(scenario ?? 'approved')];
  return playHere(chosen);
}

async function playHere(chosen: readonly Scenario[]): Promise<number> {
  const stack = readStack();
  const processes = new Processes(() => readStack().processes);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      processes.wakeAll();
      process.exit(1);
    });
  }
  process.once('exit', () => processes.wakeAll());
  const allWell = await play(chosen, { gatewayUrl: stack.gatewayUrl, servers: stack, processes, tokenKeyFile: tokenKeyIn(stack.dataFolder) });
  return allWell ? 0 : 1;
}

function scenarioNamed(name: string): Scenario {
  const found = scenarios.find((each) => each.name === name);
  if (!found) throw new Problem(`There is no story named ${name}.\n\n${listing()}`);
  return found;
}

function listing(): string {
  const width = Math.max(...scenarios.map(({ name }) => name.length)) + 2;
  const lines = (chapter: Chapter) => chapter.scenarios.map(({ name, shows }) => `  ${name.padEnd(width)}${shows}`);
  return chapters.map((chapter) => [chapter.title, ...lines(chapter)].join('\n')).join('\n\n');
}

function tell(text: string): number {
  console.log(text);
  return 0;
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error instanceof Problem || 'code' in error ? error.message : error);
    process.exit(1);
  },
);
