import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresFolder } from './postgres.ts';

/** Where the folders of test runs lie, and what the name of each begins with. */
export const testFolders = { within: tmpdir(), prefix: 'ftgo-test-' } as const;

/** Makes a folder for a test run's servers, data and logs. */
export const makeTestFolder = (name = ''): string => {
  const folder = mkdtempSync(join(testFolders.within, testFolders.prefix + name));
  // PostgreSQL may run as another user, who has to walk through it.
  chmodSync(folder, 0o755);
  return folder;
};

export const removeTestFolder = (folder: string): void => {
  rmSync(postgresFolder(join(folder, 'postgres')), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
};

/** Removes everything but the logs, and says where they are. */
export const keepOnlyLogs = (folder: string): void => {
  const logs = join(folder, 'logs');
  if (!existsSync(logs)) return removeTestFolder(folder);
  rmSync(postgresFolder(join(folder, 'postgres')), { recursive: true, force: true });
  for (const name of readdirSync(folder).filter((each) => each !== 'logs')) rmSync(join(folder, name), { recursive: true, force: true });
  console.log(`\nThe logs of its servers are kept in ${logs}. Remove ${folder} when you are done.`);
};
