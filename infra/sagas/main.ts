// `npm run sagas`: the cancellations and revisions under way, through the gateway of the running stack, as its operator.
import { parseArgs } from 'node:util';
import type { Person } from '../demo/person.ts';
import { Usage, operator, runOperatorCommand } from '../operator-command.ts';
import { type SagaDocument, type SagaInFull, sagaLine, sagaText } from './saga-text.ts';

const HELP = `Cancellations and revisions of orders that cannot go on by themselves: npm run sagas -- <command>

  list [--all] [--order <id>]        those that are stuck, or all that are under way, oldest first
  show <id>                          one of them, with what operators did to those of its order
  retry <id> --reason <text>         asks for its step once more, now
  compensate <id> --reason <text>    takes back what was done; only before the pivot
  settle <id> --reason <text>        counts its step as done, because somebody has seen to it by hand; from the pivot on, or while it is undone

Exit code 1 where the answer is no.`;

const PATH = '/v1/operations/sagas';

interface Page {
  readonly sagas: readonly SagaDocument[];
  readonly nextAfter?: string;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { all: { type: 'boolean' }, order: { type: 'string' }, reason: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return console.log(HELP);
  const [command, id] = positionals;
  switch (command) {
    case 'list':
      return list(await operator(), values);
    case 'show':
      return console.log(sagaText(await (await operator()).get<SagaInFull>(pathOf(id))));
    case 'retry':
    case 'compensate':
    case 'settle': {
      if (!values.reason) throw new Usage('Say why: --reason <text>');
      const { reason } = values;
      return console.log(sagaText(await (await operator()).post<SagaInFull>(`${pathOf(id)}/${command}`, { reason })));
    }
    default:
      throw new Usage(command ? `There is no command ${command}` : 'Which command?');
  }
}

async function list(person: Person, { all, order }: { all?: boolean; order?: string }): Promise<void> {
  let shown = 0;
  for (let after = ''; ; ) {
    const query = new URLSearchParams({ limit: '100', show: all ? 'all' : 'stuck', ...(order && { orderId: order }), ...(after && { after }) });
    const page = await person.get<Page>(`${PATH}?${query}`);
    for (const saga of page.sagas) console.log(sagaLine(saga));
    shown += page.sagas.length;
    if (!page.nextAfter) break;
    after = page.nextAfter;
  }
  console.log(`${shown} sagas ${all ? 'under way' : 'are stuck'}`);
}

function pathOf(id: string | undefined): string {
  if (!id) throw new Usage('Which one? Give its id, as `list` shows it.');
  return `${PATH}/${encodeURIComponent(id)}`;
}

runOperatorCommand(HELP, main);
