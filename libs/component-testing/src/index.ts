export { heard, requested } from './causes.ts';
export { type ServiceDatabase, serviceDatabase } from './service-database.ts';
export { ServiceUnderTest } from './service-under-test.ts';
