// `npm run dead-letters`: the messages that no service could handle, through the gateway of the running stack, as its operator.
import { parseArgs } from 'node:util';
import type { Person } from '../demo/person.ts';
import { Usage, operator, runOperatorCommand } from '../operator-command.ts';
import { type DeadLetterDocument, type DeadLetterInFull, letterLine, letterText, outcomeText } from './letter-text.ts';

const HELP = `Messages that a service could not handle, and what waits behind them: npm run dead-letters -- <command>

  list [--subscriber <name>] [--key <key>] [--state DEAD|WAITING|REPLAYED|DISCARDED]
                                 those that are not settled, unless told, oldest first
  show <id>                      one of them with its message, and what waits behind it
  replay <id>                    hands it to its handler once more, then what waits behind it, in order
  discard <id> --reason <text>   it shall have no effect; what waits behind it goes on

Exit code 1 where the answer is no, or where a replayed message failed again.`;

const PATH = '/v1/operations/dead-letters';

interface Page {
  readonly deadLetters: readonly DeadLetterDocument[];
  readonly unavailable: readonly string[];
  readonly nextAfter?: string;
}

/** @returns the process's exit code */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      subscriber: { type: 'string' },
      key: { type: 'string' },
      state: { type: 'string' },
      reason: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return tell(HELP);
  const [command, id] = positionals;
  switch (command) {
    case 'list':
      return list(await operator(), values);
    case 'show':
      return tell(letterText(await (await operator()).get<DeadLetterInFull>(pathOf(id))));
    case 'replay':
      return settle(await operator(), `${pathOf(id)}/replay`, {});
    case 'discard':
      if (!values.reason) throw new Usage('Say why: --reason <text>');
      return settle(await operator(), `${pathOf(id)}/discard`, { reason: values.reason });
    default:
      throw new Usage(command ? `There is no command ${command}` : 'Which command?');
  }
}

async function list(person: Person, filter: { subscriber?: string; key?: string; state?: string }): Promise<number> {
  const { subscriber, key, state } = filter;
  let shown = 0;
  const unavailable = new Set<string>();
  for (let after = ''; ; ) {
    const query = new URLSearchParams({ limit: '100', ...(subscriber && { subscriber }), ...(key && { key }), ...(state && { state: state.toUpperCase() }), ...(after && { after }) });
    const page = await person.get<Page>(`${PATH}?${query}`);
    for (const letter of page.deadLetters) tell(letterLine(letter));
    for (const service of page.unavailable) unavailable.add(service);
    shown += page.deadLetters.length;
    if (!page.nextAfter) break;
    after = page.nextAfter;
  }
  if (unavailable.size > 0) console.error(`Could not be asked: ${[...unavailable].join(', ')}`);
  return tell(`${shown} dead letters`);
}

async function settle(person: Person, path: string, body: object): Promise<number> {
  const letter = await person.post<DeadLetterDocument>(path, body);
  tell(outcomeText(letter));
  return letter.state === 'DEAD' && !letter.underWay ? 1 : 0;
}

function pathOf(id: string | undefined): string {
  if (!id) throw new Usage('Which one? Give its id, as `list` shows it.');
  return `${PATH}/${encodeURIComponent(id)}`;
}

function tell(text: string): number {
  console.log(text);
  return 0;
}

runOperatorCommand(HELP, main);
