import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../../infra/folders.ts';

const programs = ['receiver', 'sender'] as const;
export type Program = (typeof programs)[number];

let built: Promise<string> | undefined;

/** The file of a program that a lab runs as a process: built once by each process that asks for it. */
export async function programFile(program: Program): Promise<string> {
  return join(await (built ??= buildAll()), `${program}.mjs`);
}

async function buildAll(): Promise<string> {
  // Only now: who merely lists the demo's stories shall not wait for two compilers to load.
  const [{ build }, { bundleOptions }] = await Promise.all([import('esbuild'), import('../../infra/bundle.ts')]);
  const folder = join(workspaceRoot, 'dist', 'labs');
  await Promise.all(
    programs.map(async (program) => {
      const entry = join(import.meta.dirname, '..', 'processes', `${program}.ts`);
      const file = join(folder, `${program}.mjs`);
      // Others may be starting the one that is there.
      await build({ ...bundleOptions(program, entry), sourcemap: false, outfile: `${file}.${process.pid}` });
      renameSync(`${file}.${process.pid}`, file);
    }),
  );
  return folder;
}
