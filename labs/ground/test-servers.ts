import { testKafka, testPostgres } from '@ftgo/testing';
import type { Servers } from './ground.ts';

/** The servers for tests. */
export async function testServers(): Promise<Servers> {
  const [{ brokers }, postgresUrl] = await Promise.all([testKafka(), testPostgres()]);
  return { kafkaBrokers: brokers, postgresUrl };
}
