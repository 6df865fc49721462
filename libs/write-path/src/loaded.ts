import type { Call } from './calls.ts';
import { lineOf } from './calls.ts';
import { loadedColumns } from './statements.ts';
import type { StoredAnswer } from './stored-answer.ts';
import type { AnyRef, AnyTable, Row } from './write-path.ts';

/** An aggregate's place. Ids are compared as PostgreSQL writes them. */
export const placeOf = ({ table, id }: AnyRef): string => `${table.table}/${id.toLowerCase()}`;

/** Names of several parts as one. No part holds U+0000, which PostgreSQL would not take. */
export const idOf = (...parts: readonly string[]): string => parts.join('\0');

export interface Verdict {
  readonly fingerprint: string | null;
  readonly stored: StoredAnswer | null;
}

/** What the database knew when a flight was loaded. */
export interface Loaded {
  /** By place. */
  readonly rows: ReadonlyMap<string, { readonly version: number; readonly row: Row }>;
  /** Causes that had their effect, by subscriber and message id. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Messages among the dead letters, by subscriber and message id. */
  readonly dead: ReadonlySet<string>;
  /** By subscriber and key. */
  readonly parked: ReadonlySet<string>;
}

/** The tables of a flight in the one order that all flights lock them in. */
export function tablesOf(calls: readonly Call[]): AnyTable[] {
  const byName = new Map<string, AnyTable>();
  for (const call of calls) {
    if (call.kind === 'update') for (const { table } of call.refs) byName.set(table.table, table);
  }
  return [...byName.values()].sort((a, b) => (a.table < b.table ? -1 : 1));
}

export const nothingLoaded: Loaded = { rows: new Map(), verdicts: new Map(), dead: new Set(), parked: new Set() };

/** The parameter of the load statement: all that the calls need and that is not known. */
export function wantedText(calls: readonly Call[], tables: readonly AnyTable[], known?: ReadonlyMap<string, unknown>): string {
  const ids = new Map(tables.map(({ table }) => [table, new Set<string>()]));
  const causes = new Map<string, { s: string; m: string }>();
  const keys = new Map<string, { s: string; k: string }>();
  for (const call of calls) {
    if (call.kind === 'update') for (const ref of call.refs) if (!known?.has(placeOf(ref))) ids.get(ref.table.table)!.add(ref.id.toLowerCase());
    const { subscriber, messageId } = call.inboxKey;
    causes.set(idOf(subscriber, messageId), { s: subscriber, m: messageId });
    const line = lineOf(call);
    if (line) keys.set(idOf(line.subscriber, line.key), { s: line.subscriber, k: line.key });
  }
  const byTable = Object.fromEntries(tables.map(({ table }, i) => [i, [...ids.get(table)!]]));
  return JSON.stringify({ ...byTable, causes: [...causes.values()], keys: [...keys.values()] });
}

/** Reads the text that the load statement answered. */
export function loadedFrom(text: string, tables: readonly AnyTable[]): Loaded {
  const answer = JSON.parse(text) as Record<string, unknown[][] | null>;
  const rows = new Map<string, { version: number; row: Row }>();
  tables.forEach((table, i) => {
    const columns = loadedColumns(table);
    for (const [id, version, ...values] of answer[i] ?? []) {
      const row = Object.fromEntries(columns.map((column, at) => [column, values[at]]));
      rows.set(`${table.table}/${id as string}`, { version: version as number, row });
    }
  });
  const pairs = (list: unknown[][] | null | undefined) => new Set((list ?? []).map((pair) => idOf(...(pair as string[]))));
  const verdicts = new Map(
    (answer['causes'] ?? []).map(([s, m, fingerprint, stored]) => [
      idOf(s as string, m as string),
      { fingerprint: fingerprint as string | null, stored: stored as StoredAnswer | null },
    ]),
  );
  return { rows, verdicts, dead: pairs(answer['dead']), parked: pairs(answer['parked']) };
}
