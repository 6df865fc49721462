export * from './process.ts';
export * from './call-info.ts';
export * from './grpc-health.ts';
export * from './grpc-server.ts';
export * from './messaging.module.ts';
export * from './run-service.ts';
export * from './supervisor.ts';
