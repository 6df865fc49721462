import { type Cell, type Fault, type Saga, type Step, faults, isPlayed } from './cell.ts';
import type { Standing } from './standing.ts';

/** What came of a cell. */
export interface Observed {
  readonly meanwhile?: Standing;
  readonly end: Standing;
}

/** Finds what was observed of a cell. */
export type Observations = (cell: Cell) => Observed;

/** The matrix as a document: what was observed, and nothing else. */
export function matrixDocument(sagas: readonly Saga[], observed: Observations): string {
  const entries = sagas.flatMap(({ steps }) => steps.flatMap(({ cells }) => Object.values(cells)));
  const played = entries.filter(isPlayed).length;
  return [
    '# Compensation: what becomes of an order, whatever befalls a step',
    '',
    `Each step of each saga under each fault: ${entries.length} cells, ${played} of them played, ${entries.length - played} that cannot occur and say why.`,
    '[The test](../e2e/src/compensation.routed.e2e.spec.ts) plays them at a running system from outside, by the public API and the',
    '[message router](../infra/router), all at once and in random order, and fails where this is not what it sees. It wrote this page',
    '(`FTGO_WRITE_DOCUMENTS=1`); nobody else does.',
    '',
    'Each cell has an order of its own, of one dish for 12.34, and a consumer who has no other order: *held* is what the account holds, which is',
    'the amount of the authorization. *a → b*: it was *a* while the fault lasted, and is *b* in the end. Where an order is APPROVED in the end,',
    'the restaurant then begins to cook, which a ticket that is locked or dead would refuse. At last all books balance, and nothing is',
    'locked.',
    '',
    ...sagas.flatMap((saga) => ['', `## ${saga.title}`, ...saga.steps.flatMap((step) => stepSection(step, observed))]),
    '',
  ].join('\n').replace(/\n{3,}/g, '\n\n');
}

function stepSection({ name, does, cells }: Step, observed: Observations): string[] {
  const entries = Object.entries(cells) as [Fault, Step['cells'][Fault]][];
  return [
    '',
    `### ${name}`,
    '',
    does,
    '',
    '| the step | how | order | because | ticket | delivery | held |',
    '|---|---|---|---|---|---|---|',
    ...entries.map(([fault, entry]) =>
      isPlayed(entry) ? row(faults[fault], entry.how, observed(entry)) : `| ${faults[fault]} | *cannot occur:* ${entry.why} | | | | | |`,
    ),
  ];
}

function row(fault: string, how: string, { meanwhile, end }: Observed): string {
  const told = (tell: (standing: Standing) => string): string => {
    const [before, after] = [meanwhile && tell(meanwhile), tell(end)];
    return before === undefined || before === after ? after : `${before || '–'} → ${after}`;
  };
  const columns = [told(({ order }) => order), end.reason, told(({ ticket }) => ticket), told(({ delivery }) => delivery), told(({ held }) => (held / 100).toFixed(2))];
  return `| ${[fault, how, ...columns].join(' | ')} |`;
}
