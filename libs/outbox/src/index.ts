export type { RelayOptions } from './elected-relay.ts';
export * from './log-tailing-relay.ts';
export * from './message-producer.ts';
export * from './outbox-relay.ts';
export * from './polling-relay.ts';
export * from './relay-bounds.ts';
export * from './relay-log.ts';
