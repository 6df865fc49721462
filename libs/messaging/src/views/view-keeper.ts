import { type SqlExecutor, type WritePath, newId } from '@ftgo/write-path';
import type { LoggerService } from '@nestjs/common';
import type { MessageBroker, Progress } from '../broker.ts';
import type { Hearer, KafkaSubscribers } from '../subscribers/kafka-subscribers.ts';
import { type Generations, aliveOf, firstOf, switchTo } from './generations.ts';
import type { Completion, View } from './view.ts';
import { deadLettersOf, deleteSome, findGenerations, generationsOf } from './view-rows.ts';

export interface Surroundings {
  readonly subscribers: KafkaSubscribers;
  readonly broker: MessageBroker;
  readonly writePath: WritePath;
  readonly sql: SqlExecutor;
  readonly logger: LoggerService;
}

/** Rows of a generation that is gone may still be written for so long: by an instance that has not heard of it (milliseconds). */
const LATE_WRITES = 60_000;

/** One view on one instance: hears what its generations are made of, switches, and clears away. Every instance has one. */
export class ViewKeeper {
  private readonly hearers = new Map<number, Hearer>();
  /** Where the partitions ended at the last look, while a generation is being made. */
  private ends: ReadonlyMap<string, number> | undefined;
  private sweepUntil = 0;

  constructor(
    readonly view: View,
    private readonly complete: Completion,
    private readonly around: Surroundings,
  ) {}

  /** @returns whether there is more to do at once */
  async look(now: Date): Promise<boolean> {
    const generations = await this.generations(now);
    const { building } = generations;
    const alive = aliveOf(generations);
    await this.hear(alive);
    // Before what is incomplete is looked for: what is heard between the two was not there for it to find.
    const progress = building === undefined ? undefined : await this.progress(building);
    const incomplete = await Promise.all(alive.map(async (generation) => (await this.complete(generation)) && generation));
    if (building === undefined || !progress) this.ends = undefined;
    else if (!incomplete.includes(building)) await this.switchWhenMade(building, progress, now);
    return (await this.sweep(generations, now)) || incomplete.some(Boolean);
  }

  /** As the database has it; the first look of all makes it. */
  async generations(now: Date): Promise<Generations> {
    const { sql, writePath } = this.around;
    const { name } = this.view;
    const found = await findGenerations(sql, name);
    if (found) return found;
    await writePath.update([generationsOf(name)], (known) => ({ states: [known ?? firstOf(name, now)] }), { kind: 'timer', correlationId: newId() });
    return (await findGenerations(sql, name))!;
  }

  /** How far a generation has come; nothing where this instance does not hear for it. */
  async progress(generation: number): Promise<Progress[] | undefined> {
    const hearer = this.hearers.get(generation);
    return hearer && this.around.broker.progress(hearer.group, hearer.channels);
  }

  private async hear(alive: readonly number[]): Promise<void> {
    for (const [generation, hearer] of this.hearers) {
      if (alive.includes(generation)) continue;
      this.hearers.delete(generation);
      await hearer.stop();
    }
    for (const generation of alive) {
      if (!this.hearers.has(generation)) this.hearers.set(generation, this.around.subscribers.hear(this.view, generation));
    }
  }

  private async switchWhenMade(building: number, progress: readonly Progress[], now: Date): Promise<void> {
    const { sql, writePath, logger } = this.around;
    const { name } = this.view;
    const hasCaughtUp = this.ends !== undefined && progress.every((at) => at.position >= (this.ends!.get(placeOf(at)) ?? at.end));
    this.ends = new Map(progress.map((at) => [placeOf(at), at.end]));
    if (!hasCaughtUp || (await deadLettersOf(sql, this.view, building)) > 0) return;
    const change = (known: Generations | undefined) => ({ states: [known && switchTo(known, building, now)] as const });
    await writePath.update([generationsOf(name)], change, { kind: 'timer', correlationId: newId() });
    logger.log({ msg: 'A view was made again and is read from now on', view: name, generation: building });
  }

  private async sweep(generations: Generations, now: Date): Promise<boolean> {
    this.sweepUntil = Math.max(this.sweepUntil, generations.since.getTime() + LATE_WRITES);
    if (now.getTime() > this.sweepUntil) return false;
    const found = await deleteSome(this.around.sql, this.view, generations);
    if (found > 0) this.sweepUntil = now.getTime() + LATE_WRITES;
    return found > 0;
  }
}

const placeOf = ({ channel, partition }: Progress): string => `${channel}/${partition}`;
