// What any process of the system has, the gateway too: no broker, no database, no gRPC server comes with it.
export * from './config.ts';
export * from './health.ts';
export * from './logging.ts';
export * from './problem.ts';
export * from './refusal-filter.ts';
export * from './refusal-mapping.ts';
