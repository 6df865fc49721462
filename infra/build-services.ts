import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { bundleFile } from './bundle-file.ts';
import { workspaceRoot } from './folders.ts';
import { Problem } from './problem.ts';

/** Runs a target of some projects through Nx: what did not change since the last time comes from its cache. */
export const runTarget = (target: string, projects: readonly string[]): Promise<void> =>
  new Promise((done, fail) => {
    const bin = join(workspaceRoot, 'node_modules', '.bin');
    const args = ['run-many', `--target=${target}`, `--projects=${projects.join(',')}`, '--output-style=static'];
    const nx = spawn(process.execPath, [join(bin, 'nx'), ...args], {
      cwd: workspaceRoot,
      env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}`, NX_DAEMON: 'false', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [nx.stdout, nx.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    nx.once('error', fail);
    nx.once('exit', (code) => (code === 0 ? done() : fail(new Problem(`\`nx ${args.join(' ')}\` failed:\n${said.trim()}`))));
  });

const sources = ['libs', 'services', 'infra', 'package-lock.json', 'tsconfig.base.json', 'nx.json', 'buf.gen.yaml', 'buf.yaml'];

/** When anything below was last changed, added or removed. What is generated follows from the rest. */
const lastChange = (path: string): number => {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  let last = stat.mtimeMs;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'generated' || entry.name === 'test' || /\.(md|spec\.ts)$/.test(entry.name)) continue;
    last = Math.max(last, lastChange(join(path, entry.name)));
  }
  return last;
};

/**
 * Builds the services where anything changed since they were built here. Nx would find that out too, but needs two seconds of
 * computing to say so, which a second start does not have.
 *
 * @returns whether there was anything to do
 */
export const buildServices = async (services: readonly string[]): Promise<boolean> => {
  const stamp = join(workspaceRoot, 'dist', '.built.json');
  const changed = Math.max(...sources.map((path) => lastChange(join(workspaceRoot, path))));
  const built = existsSync(stamp) ? (JSON.parse(readFileSync(stamp, 'utf8')) as Record<string, number>) : {};
  if (services.every((service) => built[service] === changed && existsSync(bundleFile(service)))) return false;
  await runTarget('build', services);
  mkdirSync(join(workspaceRoot, 'dist'), { recursive: true });
  writeFileSync(stamp, JSON.stringify({ ...built, ...Object.fromEntries(services.map((service) => [service, changed])) }));
  return true;
};
