import type { TestDatabase } from '@ftgo/testing';
import { type AggregateRef, EventStreams, type Stream } from '../src/index.ts';

/** A bag of beans, of which nothing is kept but what happened to it. */
export interface Bag {
  readonly owner: string;
  readonly beans: number;
  readonly since: Date;
}

export type BagEvent = { readonly type: 'BagOpened'; readonly owner: string; readonly since: Date } | { readonly type: 'BeansPut' | 'BeansTaken'; readonly beans: number };

export const bagsOf = (schema: number, every = 3) =>
  new EventStreams<Bag, BagEvent>({
    table: 'bags',
    events: 'bag_events',
    evolve: (bag, event) => {
      if (event.type === 'BagOpened') return { owner: event.owner, since: event.since, beans: 0 };
      return { ...bag!, beans: bag!.beans + (event.type === 'BeansPut' ? event.beans : -event.beans) };
    },
    toStored: ({ type, ...data }) => ({ type, data }),
    fromStored: ({ type, data }) => ({ type, ...data, ...(data['since'] ? { since: new Date(data['since'] as string) } : {}) }) as BagEvent,
    snapshot: {
      every,
      schema,
      toJson: (bag) => ({ ...bag }),
      fromJson: ({ since, ...bag }) => ({ ...bag, since: new Date(since as string) }) as Bag,
    },
    columns: { beans: 'integer', since: 'timestamptz' },
    toRow: ({ beans, since }) => ({ beans, since: since.toISOString() }),
  });

export const bags = bagsOf(1);

export const bag = (id: string, of = bags): AggregateRef<Stream<Bag, BagEvent>> => ({ table: of, id });

/** Puts one bean into a bag, which is opened for it, and says how many there are now. */
export const putBean = (owner = 'Jane', since = new Date('2026-11-21T07:00:00Z')) => (given: Stream<Bag, BagEvent> | undefined) => {
  const bag = bags.append(given, [...(given ? [] : [{ type: 'BagOpened', owner, since } as const]), { type: 'BeansPut', beans: 1 }])!;
  return { states: [bag] as const, answer: bag.state.beans };
};

export async function makeBags(db: TestDatabase): Promise<void> {
  await db.query('create table bags (id uuid primary key, version integer not null, snapshot jsonb, beans integer not null, since timestamptz not null)');
  await db.query(`create table bag_events (id uuid not null, version integer not null, type text not null, data jsonb not null,
    occurred_at timestamptz not null, correlation_id text not null, causation_id text, primary key (id, version))`);
}
