import { type Command, type Ended, type StageName, stageNames, stages } from './bout.ts';

/** What two commands came to, the second given while the first was under way, if it takes a while. */
export interface Outcome {
  readonly first: string;
  readonly second: string;
  readonly end: Ended;
}

export type Outcomes = (stage: StageName, first: Command, second: Command) => Outcome;

/** The conflicts as a document: what was observed, and nothing else. */
export function conflictsDocument(outcomes: Outcomes): string {
  return [
    '# Conflicts: two who want something of one order',
    '',
    "Each pair of commands, one of them the consumer's (cancel, revise), the other the consumer's, the restaurant's or the courier's, in each state of",
    `the ticket: ${stageNames.flatMap((stage) => [...stages[stage].pairs]).length} of them. [The test](../e2e/src/conflicts.routed.e2e.spec.ts) gives them to a running system and fails where this is not what it sees;`,
    'it wrote this page (`FTGO_WRITE_DOCUMENTS=1`); nobody else does.',
    '',
    'The second command comes while the first is under way: the saga of a cancel or a revision is stopped after its first step, and the order',
    'has not heard of a rejection yet, by the [message router](../infra/router). Each line tells both answers of the API, and how order and',
    'ticket end. Two commands at the very same moment come out as one of the two lines in which one was first: the test tries that, too.',
    ...stageNames.flatMap((stage) => [
      '',
      `## ${stage}`,
      '',
      '| first | answer | then | answer | order | ticket |',
      '|---|---|---|---|---|---|',
      ...stages[stage].pairs.map(([first, second]) => row(first, second, outcomes(stage, first, second))),
    ]),
    '',
  ].join('\n');
}

const row = (first: Command, second: Command, { first: one, second: other, end }: Outcome): string =>
  `| ${first} | ${one} | ${second} | ${other} | ${end.order}${end.revised ? ', revised' : ''} | ${end.ticket} |`;
