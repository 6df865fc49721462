export { eventually } from './eventually.ts';
export type { EventuallyOptions } from './eventually.ts';
export { testDatabase, testPostgres } from './test-postgres.ts';
export type { TestDatabase, TestDatabaseOptions } from './test-postgres.ts';
export { testKafka, uniqueTopic } from './test-kafka.ts';
export type { TestKafka } from './test-kafka.ts';
export { freePorts } from './free-ports.ts';
export { uniqueName } from './unique-name.ts';
