// Runs one of infra's scripts by the workspace's own Node, on a fresh clone too: installs what is missing first. Needs nothing but
// the Node that runs it (20 or later) and npm. `node infra/bootstrap.mjs start.ts [arguments]`
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules', '.bin');
const windows = process.platform === 'win32';

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Whether what is installed is what package-lock.json asks for. */
const isInstalled = () => {
  const node = join(bin, windows ? 'node.cmd' : 'node');
  const written = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(node) || !existsSync(written)) return false;
  const installed = readJson(written).packages;
  return Object.entries(readJson(join(root, 'package-lock.json')).packages).every(
    ([path, wanted]) =>
      !path.startsWith('node_modules/') || wanted.optional || wanted.peer || (installed[path]?.version === wanted.version && (!wanted.link || existsSync(join(root, path)))),
  );
};

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`FTGO needs Node 20 or later to begin with, and this is ${process.versions.node}: install a later one.`);
  process.exit(1);
}

if (!isInstalled()) {
  console.log('Installing packages (npm ci)');
  const npm = (...args) =>
    spawnSync(windows ? 'npm.cmd' : 'npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit', shell: windows });
  let { status, error } = npm('ci');
  if (error?.code === 'ENOENT') {
    console.error('There is no `npm` on the path: install Node with npm.');
    process.exit(1);
  }
  if (status !== 0) {
    // npm leaves packages of other platforms out of the lock file where a registry lacks them, and then refuses its own file.
    console.log('Once more, by npm install');
    ({ status } = npm('install', '--no-save'));
  }
  if (status !== 0) {
    console.error('The packages could not be installed: is the npm registry reachable?');
    process.exit(status ?? 1);
  }
}

const [script, ...rest] = process.argv.slice(2);

/** Code that is made of .proto files and schemas is not in the repository. What builds makes it by the way. */
const builds = ['start.ts', 'dev.ts', 'test.ts'];
const isGenerated = () =>
  ['libs', 'services'].every((group) =>
    readdirSync(join(root, group)).every((project) => {
      const has = (...path) => existsSync(join(root, group, project, ...path));
      // Of values that others import no code is made.
      const makesNothing = (!has('proto') && !has('prisma')) || project === 'published-values';
      return makesNothing || has('generated') || has('src', 'generated');
    }),
  );

if (!builds.includes(script) && !isGenerated()) {
  console.log('Generating code (nx run-many -t generate)');
  const nx = spawnSync(join(bin, 'node'), [join(bin, 'nx'), 'run-many', '--target=generate', '--output-style=static'], {
    cwd: root,
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, NX_DAEMON: 'false' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (nx.status !== 0) process.exit(nx.status ?? 1);
}
// kafkajs hands setTimeout the past now and then, and Node warns of it: harmless.
const child = spawn(join(bin, 'node'), ['--disable-warning=TimeoutNegativeWarning', join(root, 'infra', script), ...rest], {
  cwd: root,
  env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` },
  // The channel's end tells the script that this process is gone, however it went.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
// The terminal's Ctrl-C reaches the script by itself; a signal sent to this process alone does not.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('SIGHUP', () => child.kill('SIGHUP'));
// npm passes a signal on to its shell, and the shell dies of it without a word to us.
const { ppid } = process;
if (process.env.npm_lifecycle_event) {
  setInterval(() => {
    if (process.ppid !== ppid) child.kill('SIGTERM');
  }, 300).unref();
}
child.once('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
child.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
