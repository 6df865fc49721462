import { describe, expect, it } from '@jest/globals';
import { SqlExecutor, type WritePath } from '@ftgo/write-path';
import type { LoggerService } from '@nestjs/common';
import type { MessageBroker } from '../broker.ts';
import type { KafkaSubscribers } from '../subscribers/kafka-subscribers.ts';
import { type Generations, generationsTable } from './generations.ts';
import { ViewKeeper } from './view-keeper.ts';

const END = 10;
const silent = { log: () => undefined } as unknown as LoggerService;
const now = new Date('2026-11-22T01:00:00Z');

/** A database that keeps nothing but which generations there are, and has no dead letters. */
class Kept extends SqlExecutor {
  generations: Generations = { name: 'view', active: 1, latest: 2, building: 2, since: now };

  override query<T>(sql: string): Promise<T[]> {
    return Promise.resolve([(sql.includes('from views') ? generationsTable.toRow(this.generations) : { letters: 0, n: 0 }) as T]);
  }

  readonly writePath = {
    update: (_: unknown, change: (known: Generations) => { states: readonly [Generations] }) => {
      [this.generations] = change(this.generations).states;
      return Promise.resolve();
    },
  } as unknown as WritePath;
}

/** A view whose second generation is made, and how far it has come. */
function aViewThatIsMade() {
  const kept = new Kept();
  const made = { position: 0, completed: 0, whileLooking: () => undefined as void };
  const complete = (generation: number) => {
    if (generation === 2) {
      made.whileLooking();
      made.completed += 1;
    }
    return Promise.resolve(false);
  };
  const subscribers = { hear: () => ({ group: 'view-2', channels: ['orders'], stop: () => Promise.resolve() }) } as unknown as KafkaSubscribers;
  const broker = {
    progress: () => Promise.resolve([{ channel: 'orders', partition: 0, position: made.position, end: END }]),
  } as unknown as MessageBroker;
  const keeper = new ViewKeeper({ name: 'view', tables: [] }, complete, { subscribers, broker, writePath: kept.writePath, sql: kept, logger: silent });
  return { kept, made, look: () => keeper.look(now) };
}

describe('a view that is made again', () => {
  it('is read from when it has caught up', async () => {
    const { kept, made, look } = aViewThatIsMade();
    await look();
    expect(kept.generations.active).toBe(1);
    made.position = END;
    await look();
    expect(kept.generations.active).toBe(2);
  });

  it('is completed once more where it caught up while it was looked for what is incomplete', async () => {
    const { kept, made, look } = aViewThatIsMade();
    await look();
    made.whileLooking = () => void (made.position = END);
    await look();
    expect([kept.generations.active, made.completed]).toEqual([1, 2]);
    await look();
    expect([kept.generations.active, made.completed]).toEqual([2, 3]);
  });
});
