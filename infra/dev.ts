// `npm run dev`: `npm start`, and every service whose program changes is built and started again.
import { createHash } from 'node:crypto';
import { existsSync, watch } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { context } from 'esbuild';
import type { BuildContext } from 'esbuild';
import { runTarget } from './build-services.ts';
import { bundleOptions } from './bundle.ts';
import { migrateAll } from './databases.ts';
import { workspaceRoot } from './folders.ts';
import { progress, runLocalStack } from './local-stack.ts';
import { presentServices } from './services.ts';
import type { ServiceName } from './services.ts';
import type { Stack } from './stack.ts';

interface Bundle {
  readonly context: BuildContext;
  digest: string;
}

const bundles = new Map<ServiceName, Bundle>();

/** Builds a service's program again; true when it is another one than before. esbuild prints what is wrong with it. */
const rebuild = async (service: ServiceName): Promise<boolean> => {
  let bundle = bundles.get(service);
  if (!bundle) {
    bundle = { context: await context({ ...bundleOptions(service), write: false }), digest: '' };
    bundles.set(service, bundle);
  }
  const { outputFiles = [] } = await bundle.context.rebuild();
  const digest = createHash('sha256');
  for (const { path, contents } of outputFiles) if (path.endsWith('.mjs')) digest.update(contents);
  const now = digest.digest('hex');
  const isNew = bundle.digest !== now;
  bundle.digest = now;
  if (isNew) await Promise.all(outputFiles.map(({ path, contents }) => writeFile(path, contents)));
  return isNew;
};

/** What a changed file asks for. */
const concerned = (files: readonly string[], services: readonly ServiceName[]): readonly ServiceName[] =>
  files.some((file) => file.startsWith(`libs${sep}`)) ? services : services.filter((service) => files.some((file) => file.startsWith(join('services', service) + sep)));

const isSource = (file: string): boolean =>
  /\.(ts|proto|prisma|sql|yaml|json)$/.test(file) && !/\.spec\.ts$|\.mother\.ts$|(^|[/\\])(generated|node_modules|test)[/\\]/.test(file);

const follow = async (stack: Stack): Promise<void> => {
  const services = presentServices();
  // What runs now is what the first build makes again: only what comes after counts.
  for (const service of services) await rebuild(service);
  progress('Watching libs/ and services/');

  const changed = new Set<string>();
  let working = false;
  const work = async (): Promise<void> => {
    if (working) return;
    working = true;
    while (changed.size > 0) {
      const files = [...changed];
      changed.clear();
      try {
        if (files.some((file) => /\.(proto|prisma)$/.test(file))) await runTarget('generate', ['*']);
        if (files.some((file) => file.endsWith('.sql'))) progress(`${await migrateAll(stack.state.databaseUrls)} migrations applied`);
        for (const service of concerned(files, services)) {
          if (!(await rebuild(service))) continue;
          progress(`${service} has changed: starting it again`);
          await stack.restart(service);
          progress(`${service} is ready`);
        }
      } catch (error) {
        progress(error instanceof Error ? error.message : String(error));
      }
    }
    working = false;
  };
  let pause: NodeJS.Timeout | undefined;
  for (const folder of ['libs', 'services']) {
    watch(join(workspaceRoot, folder), { recursive: true }, (_, name) => {
      const file = join(folder, name ?? '');
      if (!isSource(file) || !existsSync(join(workspaceRoot, file))) return;
      changed.add(file);
      clearTimeout(pause);
      // An editor saves in several steps.
      pause = setTimeout(() => void work(), 150);
    });
  }
};

await runLocalStack((stack) => void follow(stack));
