import { parseArgs } from 'node:util';
import { Problem } from '../problem.ts';
import { tokenKeyIn } from '../secrets.ts';
import { readStack } from '../stack-state.ts';
import { checkBooks } from './checks.ts';
import { Gateway } from './gateway.ts';
import { Narrator } from './narrator.ts';
import { Processes } from './processes.ts';
import type { Scenario } from './scenario.ts';
import { type Chapter, chapters } from './scenarios/index.ts';
import { Stage } from './stage.ts';
import { Wiretap } from './wiretap.ts';

const scenarios = chapters.flatMap((chapter) => chapter.scenarios);

const USAGE = `npm run demo                          an order from POST to APPROVED
npm run demo -- --list                the stories there are, and the patterns they are about
npm run demo -- --scenario <name>     one of them
npm run demo -- --all                 all of them`;

/** @returns the process's exit code: 0 where every check held. */
async function main(): Promise<number> {
  const { list, all, scenario, help } = parseArgs({
    options: {
      list: { type: 'boolean' },
      all: { type: 'boolean' },
      scenario: { type: 'string', short: 's' },
      help: { type: 'boolean', short: 'h' },
    },
  }).values;
  if (help) return tell(USAGE);
  if (list) return tell(listing());
  const chosen = all ? scenarios : [scenarioNamed(scenario ?? 'approved')];
  return play(chosen);
}

async function play(chosen: readonly Scenario[]): Promise<number> {
  const stack = readStack();
  const processes = new Processes(() => readStack().processes);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      processes.wakeAll();
      process.exit(1);
    });
  }
  process.once('exit', () => processes.wakeAll());
  const narrator = new Narrator();
  const wiretap = await Wiretap.on(stack.kafkaBrokers);
  try {
    const gateway = new Gateway(stack.gatewayUrl);
    const tokenKeyFile = tokenKeyIn(stack.dataFolder);
    const stage = await Stage.set({ gateway, narrator, wiretap, processes, servers: stack, tokenKeyFile, hurried: chosen.length > 1 });
    for (const scenario of chosen) await playOne(stage, scenario);
    await checkBooks(stage);
  } finally {
    await wiretap.stop();
  }
  return narrator.verdict() ? 0 : 1;
}

async function playOne(stage: Stage, { name, shows, play }: Scenario): Promise<void> {
  stage.narrator.title(name, shows);
  try {
    await play(stage);
  } catch (error) {
    stage.narrator.fault((error as Error).message);
  }
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
