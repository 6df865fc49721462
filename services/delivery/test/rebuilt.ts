import { expect } from '@jest/globals';
import type { TestDatabase } from '@ftgo/testing';
import { Histories, pgSql } from '@ftgo/write-path';
import { deliveryStreams } from '../src/delivery/outbound/prisma/delivery-streams.ts';

/** Rebuilds each delivery from all that happened to it: snapshots and heads must say the same. */
export async function expectAllAsTheirEventsSay({ pool }: Pick<TestDatabase, 'pool'>, atLeast: number): Promise<void> {
  const { compared, drifts } = await new Histories(pgSql(pool), deliveryStreams).compare();
  expect(drifts).toEqual([]);
  expect(compared).toBeGreaterThanOrEqual(atLeast);
}
