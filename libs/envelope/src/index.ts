export * from './body.ts';
export * from './headers.ts';
export * from './message-type.ts';
export * from './message.ts';
export * from './received-message.ts';
