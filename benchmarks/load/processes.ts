import { readFileSync } from 'node:fs';
import { family } from '../../infra/process-family.ts';

const TICKS_PER_SECOND = 100;

/** CPU seconds that a process has used, user and system, and those of its children that have ended: PostgreSQL's connections come and go. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND;
}

/** Proportional set size in MiB: what the process really adds to the machine's memory. */
export function pssMiB(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
}

export const totalOf = (measure: (pid: number) => number, pid: number): number =>
  family(pid).reduce((sum, one) => {
    try {
      return sum + measure(one);
    } catch {
      return sum; // it ended meanwhile
    }
  }, 0);
