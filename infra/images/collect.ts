import { cpSync, existsSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../bundle.ts';
import { workspaceRoot } from '../folders.ts';
import { serviceNames } from '../services.ts';
import { ownFolders } from './own-folders.ts';

/** What there is an image of. */
export const programs = [...serviceNames, 'setup', 'visitors'] as const;

export const images = join(workspaceRoot, 'dist', 'images');

/** Files and folders beside the bundle, under the paths they have in the workspace. */
const readAtRunTime: Record<string, readonly string[]> = {
  'api-gateway': ['node_modules/swagger-ui-dist'],
  setup: [
    'infra/demo-data/*.yaml',
    'infra/topics.yaml',
    'libs/write-path/migrations',
    'services/*/prisma/migrations',
    'node_modules/@prisma/schema-engine-wasm',
  ],
};

/** Puts what each image holds into dist/images/<program>: the bundle, and the files that it reads when it runs. */
export async function collect(): Promise<void> {
  rmSync(images, { recursive: true, force: true });
  // What a program may write is a volume, which takes its owner from this.
  mkdirSync(join(images, 'empty'), { recursive: true });
  for (const program of programs) {
    const folder = join(images, program);
    const entry = [join(workspaceRoot, 'services', program, 'src', 'main.ts'), join(workspaceRoot, 'infra', program, 'main.ts')].find(existsSync);
    const options = bundleOptions(program, entry);
    await build({ ...options, outfile: join(folder, 'main.mjs'), sourcemap: false, plugins: [ownFolders, ...(options.plugins ?? [])] });
    cpSync(join(import.meta.dirname, 'healthy.mjs'), join(folder, 'healthy.mjs'));
    for (const path of (readAtRunTime[program] ?? []).flatMap((pattern) => globSync(pattern, { cwd: workspaceRoot }))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      cpSync(join(workspaceRoot, path), join(folder, path), { recursive: true, dereference: true });
    }
  }
}

if (import.meta.main) await collect();
