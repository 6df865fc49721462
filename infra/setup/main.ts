// What has to be there before the services, as jobs that a platform runs and may repeat: `main.mjs prepare`, and `main.mjs demo-data`
// once the gateway answers. The local stack does the same by the same functions.
import { parseArgs } from 'node:util';
import { databaseServices, migrateAll, prepareDatabases } from '../databases.ts';
import { loadDemoData } from '../demo-data/load.ts';
import { Problem } from '../problem.ts';
import { tokenKeyIn } from '../secrets.ts';
import { prepareTopics } from '../topics.ts';

const setting = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Problem(`${name} is not set`);
  return value;
};

/** Each service's role has a password of its own: `FTGO_ORDER_PASSWORD` and so on. */
const passwords = (): Record<string, string> =>
  Object.fromEntries(databaseServices.map((service) => [service, setting(`FTGO_${service.toUpperCase()}_PASSWORD`)]));

async function prepare(): Promise<void> {
  tokenKeyIn(setting('FTGO_DATA_DIR'));
  const applied = await migrateAll(await prepareDatabases(setting('FTGO_POSTGRES_URL'), passwords()));
  console.log(`The databases are ready (${applied} migrations applied)`);
  const { count, differences } = await prepareTopics(setting('FTGO_KAFKA_BROKERS').split(','));
  for (const difference of differences) console.log(`Left as it is: ${difference}`);
  console.log(`The ${count} topics are ready`);
}

const demoData = (): Promise<void> =>
  loadDemoData({ gatewayUrl: setting('FTGO_GATEWAY_URL'), postgresUrl: setting('FTGO_POSTGRES_URL'), dataFolder: setting('FTGO_DATA_DIR') }, console.log);

const jobs: Record<string, () => Promise<void>> = { prepare, 'demo-data': demoData };

try {
  const [name = ''] = parseArgs({ allowPositionals: true }).positionals;
  const job = jobs[name];
  if (!job) throw new Problem(`There is no job "${name}", but ${Object.keys(jobs).join(' and ')}.`);
  await job();
} catch (error) {
  console.error(error instanceof Problem ? error.message : error);
  process.exitCode = 1;
}
