import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const programs = ['receiver', 'sender'] as const;
export type Program = (typeof programs)[number];

let built: Promise<string> | undefined;

/** The file of a program that a lab runs as a process: built once, and gone with the process that asked for it. */
export async function programFile(program: Program): Promise<string> {
  return join(await (built ??= buildAll()), `${program}.mjs`);
}

async function buildAll(): Promise<string> {
  // Only now: who merely lists the demo's stories shall not wait for two compilers to load.
  const [{ build }, { bundleOptions }] = await Promise.all([import('esbuild'), import('../../infra/bundle.ts')]);
  const folder = mkdtempSync(join(tmpdir(), 'ftgo-labs-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await Promise.all(
    programs.map((program) => {
      const entry = join(import.meta.dirname, '..', 'processes', `${program}.ts`);
      return build({ ...bundleOptions(program, entry), outfile: join(folder, `${program}.mjs`) });
    }),
  );
  return folder;
}
