// Bundles a service, or a process of infra, into dist/<name>/main.mjs. `node infra/build.ts order`
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from './bundle.ts';
import { workspaceRoot } from './folders.ts';

const name = process.argv[2] ?? '';
const entry = [join(workspaceRoot, 'services', name, 'src', 'main.ts'), join(workspaceRoot, 'infra', name, 'main.ts')].find(existsSync);
if (entry) {
  // esbuild itself has printed what is wrong.
  await build(bundleOptions(name, entry)).catch(() => process.exit(1));
} else process.stderr.write(`${name}: no main.ts yet\n`);
