export * from './message-type.ts';
export * from './message.ts';
