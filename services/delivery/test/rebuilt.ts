import { expect } from '@jest/globals';
import type { TestDatabase } from '@ftgo/testing';
import { Histories, SqlExecutor } from '@ftgo/write-path';
import { deliveryStreams } from '../src/delivery/outbound/prisma/delivery-streams.ts';

class TestSql extends SqlExecutor {
  constructor(private readonly database: TestDatabase) {
    super();
  }

  override query<T>(sql: string, params: readonly unknown[]): Promise<T[]> {
    return this.database.query(sql, [...params]) as Promise<T[]>;
  }
}

/** Rebuilds each delivery from all that happened to it: snapshots and heads must say the same. */
export async function expectAllAsTheirEventsSay(database: TestDatabase, atLeast: number): Promise<void> {
  const { compared, drifts } = await new Histories(new TestSql(database), deliveryStreams).compare();
  expect(drifts).toEqual([]);
  expect(compared).toBeGreaterThanOrEqual(atLeast);
}
