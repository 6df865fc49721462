import { isDeepStrictEqual } from 'node:util';
import type { SqlExecutor } from '../sql-executor.ts';
import type { Row } from '../write-path.ts';
import type { EventStreams, StoredEvent } from './event-streams.ts';

/** One thing that happened to an aggregate. */
export interface HistoryEntry extends StoredEvent {
  /** Of the aggregate after it. */
  readonly version: number;
  readonly at: Date;
  /** Of the message or request that it follows from. */
  readonly correlationId?: string;
  readonly causationId?: string;
}

/** A stream that is not what its events say. */
export interface Drift {
  readonly id: string;
  /** Such as `its snapshot`. */
  readonly what: string;
}

/** `[id, version, snapshot, head, [[version, type, data], …]]` */
type WholeStream = readonly [string, number, { readonly version: number; readonly schema: number; readonly state: Row } | null, Row, readonly [number, string, Row][]];

const AT_ONCE = 500;

/** What the events of streams can answer that no state can: what was, when, and why; and whether what is kept beside them is true. */
export class Histories<S, E> {
  constructor(
    private readonly sql: SqlExecutor,
    private readonly streams: EventStreams<S, E>,
  ) {}

  /** Everything that happened, in order; nothing of one that is not there. */
  async of(id: string, until?: Date): Promise<HistoryEntry[]> {
    const found = await this.sql.query<{ entries: string }>(
      `select coalesce(json_agg(json_build_array(version, type, data, occurred_at, correlation_id, causation_id) order by version), '[]')::text as entries
        from "${this.streams.kind.events}" where id = $1::uuid`,
      [id],
    );
    const entries = (JSON.parse(found[0]!.entries) as [number, string, Row, string, string, string | null][]).map(
      ([version, type, data, at, correlationId, causationId]) => ({ version, type, data, at: new Date(at), correlationId, causationId: causationId ?? undefined }),
    );
    // Clocks of two instances may differ: what counts is the order of the versions.
    const later = until ? entries.findIndex(({ at }) => at > until) : -1;
    return later < 0 ? entries : entries.slice(0, later);
  }

  /** The state that these events lead to; undefined without any. */
  stateAfter(entries: readonly StoredEvent[]): S | undefined {
    return this.streams.fold(undefined, entries.map((entry) => this.streams.kind.fromStored(entry)));
  }

  /**
   * Rebuilds every aggregate from all of its events, and compares it with what its snapshot leads to and what its head says.
   *
   * @returns the streams where they differ, and how many were compared
   */
  async compare(): Promise<{ readonly compared: number; readonly drifts: readonly Drift[] }> {
    const drifts: Drift[] = [];
    let compared = 0;
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const page = await this.#page(after);
      for (const stream of page) {
        const what = this.#driftOf(stream);
        if (what) drifts.push({ id: stream[0], what });
      }
      compared += page.length;
      if (page.length < AT_ONCE) return { compared, drifts };
      after = page.at(-1)![0];
    }
  }

  async #page(after: string): Promise<WholeStream[]> {
    const { table, events } = this.streams.kind;
    const [found] = await this.sql.query<{ streams: string }>(
      `select coalesce(json_agg(json_build_array(h.id, h.version, h.snapshot, to_jsonb(h), (
          select coalesce(json_agg(json_build_array(e.version, e.type, e.data) order by e.version), '[]') from "${events}" e where e.id = h.id
        )) order by h.id), '[]')::text as streams from (select * from "${table}" where id > $1::uuid order by id limit ${AT_ONCE}) h`,
      [after],
    );
    return JSON.parse(found!.streams) as WholeStream[];
  }

  #driftOf([id, version, snapshot, head, events]: WholeStream): string | undefined {
    if (events.some(([at], i) => at !== i + 1) || events.length !== version) return `its versions: ${events.map(([at]) => at).join()} of ${version}`;
    const rebuilt = this.stateAfter(events.map(([, type, data]) => ({ type, data })))!;
    const { toJson, schema } = this.streams.kind.snapshot;
    if (snapshot?.schema === schema) {
      const tail = events.slice(snapshot.version).map(([, type, data]) => [type, data]);
      const { state } = this.streams.fromRow({ snapshot, events: tail }, id, version);
      if (!isSame(toJson(rebuilt), toJson(state))) return 'its snapshot';
    }
    const row = this.streams.toRow({ state: rebuilt, version, appended: [] });
    const wrong = Object.entries(this.streams.columns).find(([name, type]) => !isSame(comparable(row[name], type), comparable(head[name], type)));
    return wrong && `its head's ${wrong[0]}`;
  }
}

const isSame = (one: unknown, other: unknown): boolean => isDeepStrictEqual(JSON.parse(JSON.stringify(one ?? null)), JSON.parse(JSON.stringify(other ?? null)));

const comparable = (value: unknown, type: string): unknown => (type === 'timestamptz' && value ? new Date(value as string).getTime() : value);
