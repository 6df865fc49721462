import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const childrenOf = (pid: number): number[] => {
  try {
    const listed =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
        : execFileSync('pgrep', ['-P', `${pid}`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return listed.split(/\s+/).filter(Boolean).map(Number);
  } catch {
    return [];
  }
};

/** The process and everything below it, itself first: PostgreSQL serves each connection with a child. */
export const family = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(family)];
