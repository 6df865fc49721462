// Also an entry of its own, `@ftgo/messaging/topics`, that Node can run without a compiler.
export * from './ensure-topics.ts';
export * from './topics-file.ts';
