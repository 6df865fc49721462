import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
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
