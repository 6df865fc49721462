import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { workspaceRoot } from '../../infra/folders.ts';
import { cpuSeconds, totalOf } from '../load/processes.ts';
import { observeNoise } from './noise.ts';
import type { Contestant, Effort, MeasuredRound, Row, RowResult } from './row.ts';
import type { World } from './world.ts';

const machine = (): string => `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;

/** The commit that was measured; marked where files were changed since. */
function commit(): string {
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: workspaceRoot, encoding: 'utf8' }).trim();
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--', 'services', 'libs') ? ' and changes' : '');
  } catch {
    return 'unknown';
  }
}

/** Measures a row: all contestants are up at once, and take turns. The first turn of each warms it up and does not count, unless the row is warm. */
export async function measureRow(row: Row, world: World, rounds: number, effort: Effort, progress: (line: string) => void): Promise<RowResult> {
  const prepared = await row.prepare(world, effort);
  const measured: MeasuredRound[] = [];
  try {
    for (let round = row.isWarm ? 1 : 0; round <= rounds; round += 1) {
      for (const contestant of prepared.contestants) {
        const result = await measureRound(contestant, world);
        if (round > 0) measured.push(result);
        const figures = Object.entries(result.figures).map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`);
        progress(`${row.id}, ${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}: ${contestant.name}: ${figures.join(', ')}`);
      }
    }
  } finally {
    await prepared.close();
  }
  return { id: row.id, measuredAt: new Date().toISOString(), commit: commit(), machine: machine(), rounds: measured };
}

async function measureRound(contestant: Contestant, world: World): Promise<MeasuredRound> {
  const noise = observeNoise(world.folder);
  const processes = [...contestant.processes, ...world.servers];
  const before = processes.map(({ pid }) => totalOf(cpuSeconds, pid));
  const own = process.cpuUsage();
  const { figures, operations } = await contestant.round();
  const { user, system } = process.cpuUsage(own);
  const seconds = processes.map(({ name, pid }, i) => [name, totalOf(cpuSeconds, pid) - before[i]!] as const);
  const cpu = Object.fromEntries([...seconds, ['load', (user + system) / 1e6] as const].map(([name, used]) => [name, (used * 1e6) / operations]));
  return { contestant: contestant.name, figures, operations, cpu: operations > 0 ? cpu : {}, noise: noise() };
}
