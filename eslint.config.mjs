import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { pureDomain } from './infra/eslint/pure-domain.mjs';

const services = ['order', 'consumer', 'restaurant', 'delivery', 'api-gateway'];

/** A service knows itself, libs (other services' published language among them) and, in its tests, what tests stand on. */
const aServiceKnowsPublishedLanguageOnly = services.map((service) => ({
  sourceTag: `scope:${service}`,
  onlyDependOnLibsWithTags: [`scope:${service}`, 'scope:lib', 'scope:testing'],
}));

export default defineConfig(
  { ignores: ['**/node_modules/', '**/dist/', '**/generated/', '**/fixtures/red/', '.nx/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx, ftgo: { rules: { 'pure-domain': pureDomain } } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' }],
      // Names and what TypeScript itself checks are left to it.
      'no-undef': 'off',
      'ftgo/pure-domain': 'error',
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          depConstraints: [
            ...aServiceKnowsPublishedLanguageOnly,
            { sourceTag: 'scope:lib', onlyDependOnLibsWithTags: ['scope:lib', 'scope:testing'] },
            { sourceTag: 'scope:testing', onlyDependOnLibsWithTags: ['scope:lib', 'scope:testing'] },
            { sourceTag: 'scope:infra', onlyDependOnLibsWithTags: ['scope:lib', 'scope:infra', 'scope:testing'] },
            { sourceTag: 'scope:e2e', onlyDependOnLibsWithTags: ['scope:lib', 'scope:infra', 'scope:testing'] },
            { sourceTag: 'scope:workspace', onlyDependOnLibsWithTags: ['scope:lib', 'scope:infra', 'scope:testing'] },
          ],
        },
      ],
    },
  },
  {
    // Answers of the public API are read as they come, by whoever stands outside of it.
    files: ['**/*.spec.ts', '**/*.mother.ts', '**/test/**/*.ts', 'e2e/**/*.ts', 'benchmarks/**/*.ts', 'infra/demo/**/*.ts', 'libs/component-testing/**/*.ts'],
    rules: { '@typescript-eslint/no-explicit-any': 'off' },
  },
  {
    // These run the sources of libs as they stand, which a package's entry may not allow; benchmarks and labs belong to no project.
    files: ['infra/**/*.ts', 'e2e/**/*.ts', 'benchmarks/**/*.ts', 'labs/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': 'off' },
  },
  {
    files: ['**/*.mjs'],
    rules: { 'no-undef': 'off' },
  },
);
