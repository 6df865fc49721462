import { databaseServices } from './databases.ts';
import type { DatabaseService } from './databases.ts';

/** How many there are of what the local stack can have several of. */
export interface StackSize {
  readonly instances: Readonly<Record<DatabaseService, number>>;
  readonly brokers: number;
}

const each = (count: number): Record<DatabaseService, number> =>
  Object.fromEntries(databaseServices.map((service) => [service, count])) as Record<DatabaseService, number>;

/** More than a channel has partitions would find no work there. */
export const MOST_INSTANCES = 3;

export const SMALLEST: StackSize = { instances: each(1), brokers: 1 };
export const LARGEST: StackSize = { instances: each(MOST_INSTANCES), brokers: 3 };

/** The numbers 1, 2, … of so many. */
export const numbered = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
