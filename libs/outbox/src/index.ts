export * from './log-tailing-relay.ts';
export * from './message-producer.ts';
export * from './outbox-relay.ts';
export * from './relay-bounds.ts';
export * from './relay-log.ts';
