import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseService } from './databases.ts';
import { dataFolder } from './folders.ts';
import type { Ports } from './ports.ts';
import { isAlive } from './process-identity.ts';
import type { RecordedProcess } from './process-identity.ts';
import { Problem } from './problem.ts';
import type { SupervisedProcess } from './supervisor.ts';

/** What others need to know of a running stack; a file in its data folder, readable by its owner only. */
export interface StackState {
  readonly dataFolder: string;
  readonly supervisor: RecordedProcess;
  /**
   * Everything the supervisor started and did not end, newest pids. `part` is a service's name, `postgres` or `kafka`, and so is
   * `name`, with a number where there are several: `order-2`.
   */
  readonly processes: readonly SupervisedProcess[];
  readonly ports: Ports;
  readonly gatewayUrl: string;
  /** Each service's REST address; its first instance's. */
  readonly serviceUrls: Readonly<Record<DatabaseService, string>>;
  readonly grpcAddresses: Readonly<Record<DatabaseService, string>>;
  readonly kafkaBrokers: readonly string[];
  /** Where the message router takes commands, where it stands between the services. */
  readonly routerUrl?: string;
  /** Where mails can be read, where there is a mail server of our own. */
  readonly mailsUrl?: string;
  /** The superuser's. */
  readonly postgresUrl: string;
  readonly databaseUrls: Readonly<Record<DatabaseService, string>>;
  readonly logs: string;
}

const fileIn = (folder: string): string => join(folder, 'stack.json');

/** The state that was last written, whether or not its processes still run. */
export const lastStack = (folder: string): StackState | undefined => {
  try {
    return JSON.parse(readFileSync(fileIn(folder), 'utf8')) as StackState;
  } catch {
    return undefined;
  }
};

/**
 * The running stack of this workspace.
 *
 * @throws Problem when there is none
 */
export const readStack = (folder = dataFolder()): StackState => {
  const state = lastStack(folder);
  if (!state || !isAlive(state.supervisor)) throw new Problem('The local stack is not running: start it with `npm start`.');
  return state;
};

export const writeStack = (state: StackState): void => {
  const file = fileIn(state.dataFolder);
  writeFileSync(`${file}.new`, JSON.stringify(state, undefined, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
};

export const forgetStack = (folder: string): void => rmSync(fileIn(folder), { force: true });
