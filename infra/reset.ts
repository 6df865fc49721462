// `npm run reset`: forgets everything the local stack has kept.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from './folders.ts';
import { brokerNames } from './kafka-cluster.ts';
import { postgresFolder } from './postgres.ts';
import { endProcess, isAlive } from './process-identity.ts';
import { lastStack } from './stack-state.ts';

const folder = dataFolder();
const last = lastStack(folder);
if (last && isAlive(last.supervisor)) {
  console.error(`The local stack is running (pid ${last.supervisor.pid}): stop it with Ctrl-C first.`);
  process.exit(1);
}
for (const process of last?.processes ?? []) await endProcess(process);
// Only what we made: a folder given by FTGO_DATA_DIR may hold more.
const ours = [...brokerNames(1), ...brokerNames(3), 'postgres', 'logs', 'secrets.json', 'token-key.json', 'demo-data.json', 'stack.json'].map((name) => join(folder, name));
const there = [...ours, postgresFolder(join(folder, 'postgres'))].filter((path) => existsSync(path));
for (const path of there) rmSync(path, { recursive: true, force: true });
console.log(there.length > 0 ? `Cleared ${folder}.` : `There was nothing in ${folder}.`);
