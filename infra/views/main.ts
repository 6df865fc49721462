// `npm run views`: the views that are made of messages, through the gateway of the running stack, as its operator.
import { setTimeout as after } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Person } from '../demo/person.ts';
import { Usage, operator, runOperatorCommand } from '../operator-command.ts';
import { Problem } from '../problem.ts';
import { type GenerationDocument, generationLine } from './generation-line.ts';

const HELP = `Views that are made of messages: npm run views -- <command>

  list              each generation of their rows, and how far it has come
  rebuild <view>    makes it again from the log, beside the one that is read from; shows how far it has come until it is switched to
  give-up <view>    ends a rebuild before its switch

Exit code 1 where the answer is no.`;

const PATH = '/v1/operations/views';
const LOOK_EVERY_MS = 1_000;

interface Answer {
  readonly generations: readonly GenerationDocument[];
  readonly unavailable: readonly string[];
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help) return console.log(HELP);
  const [command, view] = positionals;
  switch (command) {
    case 'list':
      return show(await (await operator()).get<Answer>(PATH));
    case 'rebuild':
      return rebuild(await operator(), named(view));
    case 'give-up':
      return show(await (await operator()).post<Answer>(`${PATH}/${named(view)}/give-up`, {}));
    default:
      throw new Usage(command ? `There is no command ${command}` : 'Which command?');
  }
}

async function rebuild(person: Person, view: string): Promise<void> {
  const began = performance.now();
  const { generations } = await person.post<Answer>(`${PATH}/${view}/rebuild`, {});
  const wanted = generations.find(({ state }) => state === 'BUILDING')?.generation;
  for (;;) {
    await after(LOOK_EVERY_MS);
    const now = (await person.get<Answer>(PATH)).generations.filter((generation) => generation.view === view);
    const building = now.find(({ generation }) => generation === wanted);
    if (!building) throw new Problem(`The rebuild of ${view} was given up`);
    console.log(generationLine(building));
    if (building.state === 'ACTIVE') break;
  }
  console.log(`${view} was made again in ${Math.round((performance.now() - began) / 1000)} s, and is read from now on.`);
}

function show({ generations, unavailable }: Answer): void {
  for (const generation of generations) console.log(generationLine(generation));
  if (unavailable.length > 0) console.error(`Could not be asked: ${unavailable.join(', ')}`);
}

function named(view: string | undefined): string {
  if (!view) throw new Usage('Which one? Give its name, as `list` shows it.');
  return encodeURIComponent(view);
}

runOperatorCommand(HELP, main);
