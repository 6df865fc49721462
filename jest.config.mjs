// The suffix of a test's file says its tier: .spec unit, .int.spec, .contract.spec, .component.spec, .e2e.spec.
// NestJS 12 is ESM only: jest wants `node --experimental-vm-modules` (`npm test` gives it).
const everyProject = {
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
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
};

export default {
  testTimeout: 60_000,
  projects: [
    {
      ...everyProject,
      displayName: 'workspace',
      testMatch: ['**/*.spec.ts'],
      testPathIgnorePatterns: [...everyProject.testPathIgnorePatterns, '\\.e2e\\.spec\\.ts$'],
      globalSetup: '<rootDir>/infra/jest/servers.mjs',
      globalTeardown: '<rootDir>/infra/jest/stop-servers.mjs',
    },
    // Through the gateway of a running stack: that of `npm start`, or of FTGO_DATA_DIR.
    {
      ...everyProject,
      displayName: 'e2e',
      testMatch: ['**/*.e2e.spec.ts'],
      testPathIgnorePatterns: [...everyProject.testPathIgnorePatterns, '\\.routed\\.e2e\\.spec\\.ts$'],
    },
    // Through the gateway of a stack with the message router between the services (`npm start -- --router`).
    { ...everyProject, displayName: 'routed', testMatch: ['**/*.routed.e2e.spec.ts'] },
  ],
};
