export * from './write-path.ts';
