import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../../infra/folders.ts';
import type { Figure, Goal, MeasuredRound, Row, RowResult } from './row.ts';
import { type Spread, median, spreadOf } from './statistics.ts';

const resultsFile = join(workspaceRoot, 'benchmarks', 'results.json');
const page = join(workspaceRoot, 'docs', 'performance.md');
const BEGIN = '<!-- written by npm run bench: begin -->';
const END = '<!-- written by npm run bench: end -->';

type Results = Readonly<Record<string, RowResult>>;

const results = (): Results => (existsSync(resultsFile) ? (JSON.parse(readFileSync(resultsFile, 'utf8')) as Results) : {});

/** Keeps a row's result in place of the one before. */
export function keepResult(result: RowResult): void {
  writeFileSync(resultsFile, `${JSON.stringify({ ...results(), [result.id]: result }, rounded, 1)}\n`);
}

const rounded = (_: string, value: unknown): unknown => (typeof value === 'number' ? Number(value.toPrecision(4)) : value);

/** Writes the generated part of docs/performance.md; what stands outside of it is written by hand and stays. */
export function writePage(rows: readonly Row[]): void {
  const kept = results();
  const measured = rows.filter(({ id }) => kept[id]);
  const table = ['| what | ours | peer | ours is better by | goal |', '|---|---|---|---|---|', ...measured.flatMap((row) => tableLines(row, kept[row.id]!))];
  const details = measured.map((row) => detailsOf(row, kept[row.id]!));
  const generated = [BEGIN, '', ...table, '', ...details, END].join('\n');
  const text = readFileSync(page, 'utf8');
  const [before, rest] = [text.slice(0, text.indexOf(BEGIN)), text.slice(text.indexOf(END) + END.length)];
  writeFileSync(page, before + generated + rest);
}

/** A row's result for people, as Markdown. */
export const summaryOf = (row: Row, result: RowResult): string => detailsOf(row, result);

const roundsOf = (result: RowResult, contestant: string): MeasuredRound[] => result.rounds.filter((round) => round.contestant === contestant);
const contestantsOf = (result: RowResult): string[] => [...new Set(result.rounds.map(({ contestant }) => contestant))];
const valuesOf = (result: RowResult, contestant: string, figure: string): number[] =>
  roundsOf(result, contestant).flatMap(({ figures }) => figures[figure] ?? []);

/** How many times ours is better, round by round: what stood in the way of one round's ours stood in the way of its other too. */
export function ratios(result: RowResult, figure: string, { better }: Figure, other: string): number[] {
  const [ours, others] = [valuesOf(result, contestantsOf(result)[0]!, figure), valuesOf(result, other, figure)];
  return ours.flatMap((own, round) => (others[round] === undefined ? [] : [better === 'more' ? own / others[round] : others[round] / own]));
}

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(value >= 10 ? 3 : 2)));
const shown = ({ median, least, most }: Spread): string => (least === most ? number(median) : `${number(median)} (${number(least)}–${number(most)})`);

function verdict(result: RowResult, row: Row, goal: Goal): string {
  const figure = row.figures[goal.figure]!;
  if (goal.against) {
    const all = ratios(result, goal.figure, figure, goal.against);
    if (all.length === 0) return `≥ ${goal.times}×: not measured`;
    return `≥ ${goal.times}×: ${median(all) >= goal.times! ? 'reached' : 'short'}`;
  }
  const wanted = `${goal.atMost === undefined ? `≥ ${number(goal.atLeast!)}` : `≤ ${number(goal.atMost)}`} ${figure.unit}`;
  const values = valuesOf(result, contestantsOf(result)[0]!, goal.figure);
  if (values.length === 0) return `${wanted}: not measured`;
  const own = median(values);
  const reached = goal.atMost === undefined ? own >= goal.atLeast! : own <= goal.atMost;
  return `${wanted}: ${reached ? 'reached' : 'short'}`;
}

/** The row's lines in the table of all. */
export function tableLines(row: Row, result: RowResult): string[] {
  const [ours, ...others] = contestantsOf(result);
  return Object.entries(row.figures).flatMap(([name, figure], line) => {
    const of = (contestant: string): string => {
      const values = valuesOf(result, contestant, name);
      return values.length > 0 ? `${shown(spreadOf(values))} ${figure.unit}` : 'not measured';
    };
    const measuredBy = others.filter((other) => valuesOf(result, other, name).length > 0);
    const rows = measuredBy.length > 0 ? measuredBy : [undefined];
    return rows.map((other, i) => {
      const what = `${line === 0 && i === 0 ? `**${row.title}**: ` : ''}${figure.title}`;
      const goals = row.goals.filter((goal) => goal.figure === name && (goal.against === other || (!goal.against && i === 0)));
      const peer = other ? `${other === 'peer' ? '' : `${other}: `}${of(other)}` : '';
      const times = other ? ratios(result, name, figure, other) : [];
      // None doubled on either side is no ratio.
      const better = times.length > 0 && times.every(Number.isFinite) ? `${shown(spreadOf(times))}×` : '';
      return `| ${what} | ${of(ours!)} | ${peer} | ${better} | ${goals.map((goal) => verdict(result, row, goal)).join('; ')} |`;
    });
  });
}

function detailsOf(row: Row, result: RowResult): string {
  const lines = [`### ${row.title}`, '', `Measured ${result.measuredAt.slice(0, 16).replace('T', ' ')} UTC at ${result.commit}, ${result.machine}.`, ''];
  const names = Object.entries(row.figures);
  lines.push(`| | ${names.map(([, { title, unit }]) => `${title}, ${unit}`).join(' | ')} |`, `|---|${names.map(() => '---:|').join('')}`);
  for (const contestant of contestantsOf(result)) {
    const cells = names.map(([name]) => {
      const values = valuesOf(result, contestant, name);
      return values.length > 0 ? shown(spreadOf(values)) : '';
    });
    lines.push(`| ${contestant} | ${cells.join(' | ')} |`);
  }
  lines.push('', ...cpuOf(row, result), noiseOf(result), ...row.notes.map((note) => `\n${note}`), '');
  return lines.join('\n');
}

function cpuOf(row: Row, result: RowResult): string[] {
  if (!row.operation) return [];
  const said = contestantsOf(result).map((contestant) => {
    const rounds = roundsOf(result, contestant);
    const names = Object.keys(rounds[0]?.cpu ?? {});
    const parts = names.map((name) => `${name} ${number(median(rounds.map(({ cpu }) => cpu[name]!)))}`);
    return `${contestant}: ${parts.join(', ')}`;
  });
  return [`CPU microseconds per ${row.operation}, by process (\`load\` is the generator): ${said.join('; ')}.`, ''];
}

function noiseOf({ rounds }: RowResult): string {
  const of = (pick: (round: MeasuredRound) => number): string => shown(spreadOf(rounds.map(pick)));
  const percent = (pick: (round: MeasuredRound) => number): string => of((round) => pick(round) * 100);
  return (
    `The machine: calibration ${of(({ noise }) => noise.calibrationMs)} ms, a write with fsync ${of(({ noise }) => noise.fsyncMs)} ms, ` +
    `load ${of(({ noise }) => noise.load)}, stolen ${percent(({ noise }) => noise.stolen)} %, idle ${percent(({ noise }) => noise.idle)} %.`
  );
}
