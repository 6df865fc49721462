import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { Problem } from './problem.ts';

/** The workspace this file belongs to. */
export const workspaceRoot = resolve(import.meta.dirname, '..');

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);

const userFolder = (variable: string, unix: string, mac: string, windows: string | undefined): string => {
  const given = process.env[variable];
  if (given) return given;
  if (process.platform === 'darwin') return join(homedir(), mac);
  if (process.platform === 'win32') return windows ?? join(homedir(), 'AppData', 'Local');
  return join(homedir(), unix);
};

/** What outlives a reset and is the same for every workspace of this user: Kafka's jars. */
export const cacheFolder = (): string =>
  join(userFolder('XDG_CACHE_HOME', '.cache', 'Library/Caches', process.env['LOCALAPPDATA']), 'ftgo');

/** Data, logs and secrets of this workspace's local stack; `FTGO_DATA_DIR` names another. */
export const dataFolder = (): string =>
  process.env['FTGO_DATA_DIR']
    ? resolve(process.env['FTGO_DATA_DIR'])
    : join(
        userFolder('XDG_DATA_HOME', '.local/share', 'Library/Application Support', process.env['LOCALAPPDATA']),
        'ftgo',
        `${basename(workspaceRoot)}-${digest(workspaceRoot)}`,
      );

/** Node's own recursive mkdir goes on for ever below a folder that takes no children, such as /proc. */
const makeFolder = (folder: string): void => {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
};

/** Makes a folder that can be written to, or says in a sentence why there is none. */
export const writableFolder = (folder: string): string => {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
    return folder;
  } catch (error) {
    throw new Problem(
      `The folder ${folder} cannot be written to (${(error as NodeJS.ErrnoException).code}): mend its permissions, or name another with FTGO_DATA_DIR.`,
    );
  }
};

/** Whether every other user may walk to this folder. */
const othersCanReach = (folder: string): boolean => {
  for (let at = resolve(folder); ; at = dirname(at)) {
    try {
      if ((statSync(at).mode & 0o001) === 0) return false;
    } catch {
      // Not there yet: its parents decide.
    }
    if (at === dirname(at)) return true;
  }
};

/**
 * PostgreSQL refuses to run as root, so a root user's server runs as another user, who cannot walk through a home folder of
 * mode 0700. What that user must read then lies below /var/lib instead.
 */
export const reachableByOthers = (folder: string): string =>
  othersCanReach(folder) ? folder : join('/var/lib/ftgo', `${basename(folder)}-${digest(resolve(folder))}`);

export const isRoot = (): boolean => process.getuid?.() === 0;
