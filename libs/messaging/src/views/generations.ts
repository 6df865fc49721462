import { Refusal } from '@ftgo/refusals';
import type { AggregateTable } from '@ftgo/write-path';

/** Which generations of a view's rows there are. */
export interface Generations {
  readonly name: string;
  /** The one that is read from. */
  readonly active: number;
  /** The last one that was begun; numbers are not used again. */
  readonly latest: number;
  /** The one that is made beside it. */
  readonly building?: number;
  /** When this became so. */
  readonly since: Date;
  /** The operator who asked for the one that is being made. */
  readonly askedBy?: string;
}

export const firstOf = (name: string, since: Date): Generations => ({ name, active: 1, latest: 1, since });

/** @throws Refusal `REBUILD_UNDER_WAY` */
export function rebuild(view: Generations, since: Date, askedBy: string): Generations {
  if (view.building !== undefined) throw new Refusal('conflict', 'REBUILD_UNDER_WAY', `${view.name} is being made again already`);
  const building = view.latest + 1;
  return { name: view.name, active: view.active, latest: building, building, since, askedBy };
}

/** The rows that were made become those that are read from; unless somebody has decided otherwise meanwhile. */
export function switchTo(view: Generations, made: number, since: Date): Generations {
  return view.building === made ? { name: view.name, active: made, latest: view.latest, since } : view;
}

/** @throws Refusal `NO_REBUILD_UNDER_WAY` */
export function giveUp(view: Generations, since: Date): Generations {
  if (view.building === undefined) throw new Refusal('conflict', 'NO_REBUILD_UNDER_WAY', `${view.name} is not being made again`);
  return { name: view.name, active: view.active, latest: view.latest, since };
}

export const aliveOf = ({ active, building }: Generations): number[] => (building === undefined ? [active] : [active, building]);

export function goneOf(view: Generations): number[] {
  const alive = aliveOf(view);
  return Array.from({ length: view.latest }, (_, i) => i + 1).filter((generation) => !alive.includes(generation));
}

export const generationsTable: AggregateTable<Generations> = {
  table: 'views',
  columns: { name: 'text', active: 'integer', latest: 'integer', building: 'integer', since: 'timestamptz', asked_by: 'text' },
  toRow: ({ name, active, latest, building, since, askedBy }) => ({
    name,
    active,
    latest,
    building: building ?? null,
    since: since.toISOString(),
    asked_by: askedBy ?? null,
  }),
  fromRow: ({ name, active, latest, building, since, asked_by }) => ({
    name: name as string,
    active: active as number,
    latest: latest as number,
    ...(building !== null && { building: building as number }),
    since: new Date(since as string),
    ...(asked_by !== null && { askedBy: asked_by as string }),
  }),
};
