import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
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

/** The files below and when each was last changed. What is generated follows from the rest. */
const filesBelow = (path: string): string[] => {
  const stat = statSync(path);
  if (!stat.isDirectory()) return [`${path} ${stat.mtimeMs}`];
  return readdirSync(path, { withFileTypes: true }).flatMap(({ name }) =>
    name === 'node_modules' || name === 'generated' || name === 'test' || /\.(md|spec\.ts)$/.test(name) ? [] : filesBelow(join(path, name)),
  );
};

/**
 * Builds the services where anything changed since they were built here. Nx would find that out too, but needs two seconds of
 * computing to say so, which a second start does not have.
 *
 * @returns whether there was anything to do
 */
export const buildServices = async (services: readonly string[]): Promise<boolean> => {
  const stamp = join(workspaceRoot, 'dist', '.built.json');
  const files = sources.flatMap((path) => filesBelow(join(workspaceRoot, path)));
  const state = createHash('sha256').update(files.join('\n')).digest('hex');
  const built = existsSync(stamp) ? (JSON.parse(readFileSync(stamp, 'utf8')) as Record<string, string>) : {};
  if (services.every((service) => built[service] === state && existsSync(bundleFile(service)))) return false;
  await runTarget('build', services);
  mkdirSync(join(workspaceRoot, 'dist'), { recursive: true });
  writeFileSync(stamp, JSON.stringify({ ...built, ...Object.fromEntries(services.map((service) => [service, state])) }));
  return true;
};
