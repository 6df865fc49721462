// npm run bench [-- --only <row>,<row>] [--rounds N] [--quick | --profile]
// Measures FTGO against its peer and writes docs/performance.md. --quick only shows that everything works; --profile says what each
// process spent its CPU time on. Neither writes the document.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildServices } from '../infra/build-services.ts';
import { presentServices } from '../infra/services.ts';
import { endAbandonedServers } from '../infra/test-servers.ts';
import { measureRow } from './harness/measure-row.ts';
import { profilesIn } from './harness/profiles.ts';
import { keepResult, summaryOf, writePage } from './harness/report.ts';
import { World } from './harness/world.ts';
import { rows } from './rows/index.ts';

const QUICK = { scale: 0.15, rounds: 1 };

function asked() {
  try {
    const { values } = parseArgs({ options: { only: { type: 'string' }, rounds: { type: 'string' }, quick: { type: 'boolean', default: false }, profile: { type: 'boolean', default: false } } });
    const only = values.only?.split(',');
    const unknown = only?.find((id) => !rows.some((row) => row.id === id));
    if (unknown) throw new Error(`There is no row "${unknown}"`);
    if (values.rounds !== undefined && !(Number(values.rounds) >= 1)) throw new Error(`--rounds must be a number from 1, not "${values.rounds}"`);
    return { rows: rows.filter(({ id }) => !only || only.includes(id)), rounds: Number(values.rounds) || undefined, quick: values.quick, profile: values.profile };
  } catch (error) {
    console.error(`${(error as Error).message}\nnpm run bench -- [--only ${rows.map(({ id }) => id).join(',')}] [--rounds N] [--quick | --profile]`);
    process.exit(2);
  }
}

const began = performance.now();
const say = (line: string): void => console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${line}`);

const wanted = asked();
await endAbandonedServers();
await buildServices(presentServices());
const world = await World.start();
say('PostgreSQL and Kafka are up');
if (wanted.profile) world.profiles = mkdtempSync(join(world.folder, 'profiles-'));
const counts = !wanted.quick && !wanted.profile;
let stopping: Promise<void> | undefined;
const stop = (): Promise<void> => (stopping ??= world.stop());
// Twice from a terminal: to this process and by the one that started it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop().finally(() => process.exit(1)));
try {
  for (const row of wanted.rows) {
    const rounds = wanted.rounds ?? (wanted.quick ? QUICK.rounds : row.rounds);
    say(row.id);
    const result = await measureRow(row, world, rounds, { scale: wanted.quick ? QUICK.scale : 1 }, say);
    console.log(`\n${summaryOf(row, result)}\n`);
    if (counts) keepResult(result);
  }
  if (counts) writePage(rows);
  if (world.profiles) for (const profile of profilesIn(world.profiles)) console.log(`\n${profile}`);
} finally {
  await stop();
}
process.exit();
