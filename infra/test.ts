// `npm test`: every check and every tier, on servers, ports and data of its own; also while `npm start` runs. The last line is
// `N passed, N failed`. `npm test -- <path>…` runs only the tests of these paths.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { databaseName } from './databases.ts';
import { loadDemoData } from './demo-data/load.ts';
import { workspaceRoot } from './folders.ts';
import { freeOffset } from './ports.ts';
import { Problem } from './problem.ts';
import { startStack } from './stack.ts';
import { keepOnlyLogs, makeTestFolder, removeTestFolder } from './test-folder.ts';
import { endAbandonedServers } from './test-servers.ts';
import { shakyFiles, tally, withRunAgain, worthAnotherRun } from './test-tally.ts';
import type { JestResults, Tally } from './test-tally.ts';

const bin = join(workspaceRoot, 'node_modules', '.bin');
const paths = process.argv.slice(2);
const jestMinutes = 25;
const began = performance.now();
const inWorkspace = (file: string): string => relative(workspaceRoot, file);
const say = (line: string): void => console.log(`\n── ${((performance.now() - began) / 1000).toFixed(0)} s ── ${line}`);

const run = (args: readonly string[], { env = {}, minutes = 10 } = {}): Promise<boolean> =>
  new Promise((done) => {
    const child = spawn(process.execPath, [...args], {
      cwd: workspaceRoot,
      env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}`, NX_DAEMON: 'false', ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const late = setTimeout(() => {
      console.error(`Not done within ${minutes} minutes: ended.`);
      // Gently first: whoever has started servers ends them.
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 30_000).unref();
    }, minutes * 60_000);
    child.once('error', (error) => console.error(error.message));
    child.once('close', (code) => {
      clearTimeout(late);
      done(code === 0);
    });
  });

const results = mkdtempSync(join(tmpdir(), 'ftgo-results-'));

/** Files with a test that failed and then passed. */
const shaky: string[] = [];

/** The tests of a tier. A few red files on real servers are run once more, and said to be: record 12. */
const jest = async (name: string, args: readonly string[], env: Record<string, string> = {}): Promise<Tally[]> => {
  const first = await jestOnce(name, paths, args, env);
  if (!first) return [{ tier: name, passed: 0, failed: 1, skipped: 0 }];
  const red = worthAnotherRun(first);
  if (red.length === 0) return tally(first);
  say(`once more: ${red.map(inWorkspace).join(', ')}`);
  const again = await jestOnce(`${name}-again`, ['--runTestsByPath', ...red], args, env);
  if (!again) return tally(first);
  const last = withRunAgain(first, again);
  shaky.push(...shakyFiles(first, last));
  return tally(last);
};

const jestOnce = async (name: string, what: readonly string[], args: readonly string[], env: Record<string, string>): Promise<JestResults | undefined> => {
  const file = join(results, `${name}.json`);
  await run(
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      '--disable-warning=TimeoutNegativeWarning',
      join(workspaceRoot, 'node_modules', 'jest', 'bin', 'jest.js'),
      '--passWithNoTests',
      '--forceExit',
      '--json',
      `--outputFile=${file}`,
      // Before the options: `--selectProjects` takes every word behind it for the name of a project.
      ...what,
      ...args,
    ],
    // Jest's own JSON goes to the file; warnings are disabled by name in the workers too.
    { env: { NODE_OPTIONS: '--disable-warning=ExperimentalWarning --disable-warning=TimeoutNegativeWarning', ...env }, minutes: jestMinutes },
  );
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
};

/** A service that stands still for some seconds is no fault here, so nobody hangs up on it. */
const patient = { FTGO_REMOTE_DEADLINE_MS: '10000' };

/** Short enough to be waited for once, long enough for several killed processes to come back. */
const deadlineIsFar = { ...patient, FTGO_CREATION_DEADLINE_SECONDS: '60' };

/** Where silence is what is tested: short enough to be waited for, longer than a machine with other things to do stands still. */
const silenceIsShort = {
  ...patient,
  FTGO_CREATION_DEADLINE_SECONDS: '30',
  FTGO_STEP_DEADLINE_SECONDS: '4',
  FTGO_STEP_DEADLINE_MOST_SECONDS: '8',
  FTGO_STEP_ATTEMPTS: '2',
  FTGO_ACCEPTANCE_DEADLINE_SECONDS: '35',
  FTGO_OFFER_WINDOW_SECONDS: '4',
};

/**
 * The tests of a project through the gateway, on a whole stack of their own, with or without the message router between the services. Where
 * one fails, be it once, the logs are kept.
 */
const endToEnd = async (project: string, { router, settings }: { router: boolean; settings: Record<string, string> }): Promise<Tally[]> => {
  const folder = makeTestFolder();
  const shakyBefore = shaky.length;
  let fine = false;
  const ours = Object.keys(settings).filter((name) => process.env[name] === undefined);
  for (const name of ours) process.env[name] = settings[name];
  try {
    const stack = await startStack({ folder, portOffset: await freeOffset(), router, mail: true, progress: (line) => console.log(line) });
    try {
      await loadDemoData(stack.state, (line) => console.log(line));
      const tallies = await jest(project, ['--runInBand', '--selectProjects', project], { FTGO_DATA_DIR: folder });
      tallies.push(await rebuilt(project, new URL(`/${databaseName('delivery')}`, stack.state.postgresUrl).href));
      fine = shaky.length === shakyBefore && tallies.every(({ failed }) => failed === 0);
      return tallies;
    } finally {
      await stack.stop();
    }
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error);
    return [{ tier: project, passed: 0, failed: 1, skipped: 0 }];
  } finally {
    for (const name of ours) delete process.env[name];
    if (fine) removeTestFolder(folder);
    else keepOnlyLogs(folder);
  }
};

const check = async (tier: string, args: readonly string[]): Promise<Tally> => {
  const ok = await run(args);
  return { tier, passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
};

/** Whatever the tests did to deliveries: each one, folded again from all of its events, is what is kept of it. */
const rebuilt = (project: string, url: string): Promise<Tally> => {
  const flags = ['--experimental-transform-types', '--disable-warning=ExperimentalWarning'];
  return check(`${project}, rebuilt`, [...flags, join(workspaceRoot, 'e2e', 'faults', 'rebuild.ts'), url, '--strict']);
};

await endAbandonedServers();
const all: Tally[] = [];
if (paths.length === 0) {
  say('generate, lint, typecheck');
  all.push(await check('generate', [join(bin, 'nx'), 'run-many', '--target=generate', '--output-style=static']));
  all.push(await check('lint', [join(bin, 'eslint'), '.']));
  all.push(await check('typecheck', [join(workspaceRoot, 'node_modules', 'typescript-native', 'bin', 'tsc'), '-p', 'tsconfig.json']));
}
say('unit, integration, contract and component tests');
all.push(...(await jest('tests', ['--maxWorkers=2', '--selectProjects', 'workspace'])));
if (paths.length === 0 || paths.some((path) => path.includes('e2e'))) {
  say('end-to-end tests');
  all.push(...(await endToEnd('e2e', { router: false, settings: deadlineIsFar })));
  say('end-to-end tests through the message router');
  all.push(...(await endToEnd('routed', { router: true, settings: silenceIsShort })));
}
if (paths.length === 0) {
  say('faults, and then the books');
  const short = ['--seed', '1', '--minutes', '0.75', '--no-keep'];
  all.push(await check('faults', ['--disable-warning=TimeoutNegativeWarning', join(workspaceRoot, 'e2e', 'faults', 'main.ts'), ...short]));
}
rmSync(results, { recursive: true, force: true });

say('done');
for (const { tier, passed, failed, skipped } of all) {
  console.log(`${tier.padEnd(15)} ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
}
if (shaky.length > 0) {
  console.log(`\nPassed only when run once more. A race, of the test or of FTGO: what each said at first is above.`);
  for (const file of shaky) console.log(`  ${inWorkspace(file)}`);
}
const sum = (of: 'passed' | 'failed'): number => all.reduce((total, tier) => total + tier[of], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') > 0 || sum('passed') === 0 ? 1 : 0);
