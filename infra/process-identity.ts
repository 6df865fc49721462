import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { family } from './process-family.ts';

/** A process as it is written down: a pid alone may have been given to a stranger since. */
export interface RecordedProcess {
  readonly name: string;
  readonly pid: number;
  readonly identity: string;
}

/** What tells this process from a later one with the same pid: when it began. Undefined when there is none. */
export const processIdentity = (pid: number): string | undefined => {
  try {
    if (process.platform !== 'linux') return execFileSync('ps', ['-o', 'lstart=', '-p', `${pid}`], { encoding: 'utf8' }).trim() || undefined;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field may contain spaces and brackets: count from behind its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}/${fields[19]}`;
  } catch {
    return undefined;
  }
};

export const isAlive = (recorded: RecordedProcess): boolean => processIdentity(recorded.pid) === recorded.identity;

/** Sends a signal; a process that has ended meanwhile needs none. */
export const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

/** Ends a process that we started, gently and then not; never one that only has the same pid. */
export const endProcess = async (
  recorded: RecordedProcess,
  { gently = 'SIGTERM' as NodeJS.Signals, within = 10_000 } = {},
): Promise<void> => {
  if (!isAlive(recorded)) return;
  signal(recorded.pid, gently);
  // One that was stopped (SIGSTOP) hears nothing until it goes on, nor does a server end while its children stand still.
  for (const pid of family(recorded.pid)) signal(pid, 'SIGCONT');
  const until = Date.now() + within;
  while (isAlive(recorded) && Date.now() < until) await new Promise((done) => setTimeout(done, 20));
  if (!isAlive(recorded)) return;
  signal(recorded.pid, 'SIGKILL');
  while (isAlive(recorded)) await new Promise((done) => setTimeout(done, 20));
};
