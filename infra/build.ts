// Bundles a service into dist/<service>/main.mjs. `node infra/build.ts order`
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from './bundle.ts';
import { workspaceRoot } from './folders.ts';

const service = process.argv[2] ?? '';
if (existsSync(join(workspaceRoot, 'services', service, 'src', 'main.ts'))) await build(bundleOptions(service));
else process.stderr.write(`${service}: no src/main.ts yet\n`);
