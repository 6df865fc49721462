// Every tier; the suffix says which (.spec unit, .int.spec, .component.spec, .contract.spec, .e2e.spec).
// NestJS 12 is ESM only: run with NODE_OPTIONS=--experimental-vm-modules (`npm test` does).
export default {
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  globalSetup: '<rootDir>/infra/jest/servers.mjs',
  globalTeardown: '<rootDir>/infra/jest/stop-servers.mjs',
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/'],
  testTimeout: 30_000,
};
