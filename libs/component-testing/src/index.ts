export { ServiceUnderTest } from './service-under-test.ts';
