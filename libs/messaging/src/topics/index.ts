// Also an entry of its own, `@ftgo/messaging/topics`, that Node can run without a compiler.
export * from './describe-topics.ts';
export * from './ensure-topics.ts';
export * from './topics-file.ts';
