// Bundles a service into dist/<service>/main.mjs. `node infra/build.ts order`
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from './bundle.ts';
import { workspaceRoot } from './folders.ts';

const service = process.argv[2] ?? '';
if (existsSync(join(workspaceRoot, 'services', service, 'src', 'main.ts'))) {
  // esbuild itself has printed what is wrong.
  await build(bundleOptions(service)).catch(() => process.exit(1));
} else process.stderr.write(`${service}: no src/main.ts yet\n`);
