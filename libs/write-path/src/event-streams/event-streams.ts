import type { AggregateTable, ColumnType, Row, StreamForm } from '../write-path.ts';

/** An event as it is stored: what happened, and what is said of it, as JSON. */
export interface StoredEvent {
  readonly type: string;
  readonly data: Row;
}

/** How aggregates of one type are kept by their events. */
export interface EventSourced<S, E> {
  /**
   * The streams' heads: `id uuid primary key`, `version integer not null` (of the last event), `snapshot jsonb`, and the columns below.
   */
  readonly table: string;
  /**
   * The events: `id uuid`, `version integer`, `type text`, `data jsonb`, `occurred_at timestamptz`, `correlation_id text`,
   * `causation_id text`, with the primary key `(id, version)`.
   */
  readonly events: string;
  /** The state after an event. Total and pure: whatever was once appended is folded for ever. */
  evolve(state: S | undefined, event: E): S;
  toStored(event: E): StoredEvent;
  fromStored(event: StoredEvent): E;
  readonly snapshot: {
    /** One is kept whenever so many events more have been appended. */
    readonly every: number;
    /** Another number than the one a snapshot was made with, and it is not looked at: all events are folded again. */
    readonly schema: number;
    toJson(state: S): Row;
    fromJson(json: Row): S;
  };
  /** What queries and timers find a stream by; written to its head with each append. */
  readonly columns: Readonly<Record<string, ColumnType>>;
  toRow(state: S): Row;
}

/** An event-sourced aggregate as a change is given it, and gives it back with what happened. */
export interface Stream<S, E> {
  readonly state: S;
  readonly version: number;
  /** What this change appends. */
  readonly appended: readonly E[];
}

/**
 * The second form of store behind the write path: of a change nothing is kept but its events, appended at the version that it
 * rests on. State is what folding them gives; a snapshot only saves the folding.
 */
export class EventStreams<S, E> implements AggregateTable<Stream<S, E>> {
  readonly table: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly stream: StreamForm<Stream<S, E>>;

  constructor(readonly kind: EventSourced<S, E>) {
    const { snapshot } = kind;
    this.table = kind.table;
    this.columns = kind.columns;
    this.stream = {
      events: kind.events,
      schema: snapshot.schema,
      appended: ({ appended }) => appended.map((event) => kind.toStored(event)),
      settled: ({ state, version }) => ({ state, version, appended: [] }),
      snapshotAfter: ({ state, version }, before) =>
        Math.floor(version / snapshot.every) > Math.floor(before / snapshot.every)
          ? { version, schema: snapshot.schema, state: snapshot.toJson(state) }
          : undefined,
    };
  }

  /** The stream with these events at its end; without any, the very same one. */
  append(stream: Stream<S, E> | undefined, events: readonly E[]): Stream<S, E> | undefined {
    if (events.length === 0) return stream;
    return {
      state: this.fold(stream?.state, events)!,
      version: (stream?.version ?? 0) + events.length,
      appended: [...(stream?.appended ?? []), ...events],
    };
  }

  fold(state: S | undefined, events: readonly E[]): S | undefined {
    return events.reduce<S | undefined>((before, event) => this.kind.evolve(before, event), state);
  }

  toRow({ state }: Stream<S, E>): Row {
    return this.kind.toRow(state);
  }

  /** @param row `snapshot`, where there is one that can be read, and the `events` after it */
  fromRow({ snapshot, events }: Row, id: string, version: number): Stream<S, E> {
    const from = snapshot ? this.kind.snapshot.fromJson((snapshot as { state: Row }).state) : undefined;
    const stored = ((events ?? []) as [string, Row][]).map(([type, data]) => this.kind.fromStored({ type, data }));
    const state = this.fold(from, stored);
    if (state === undefined) throw new TypeError(`the stream ${this.table}/${id} has no events`);
    return { state, version, appended: [] };
  }
}
