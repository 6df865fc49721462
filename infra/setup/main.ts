// What has to be there before the services, as jobs that a platform runs and may repeat: infra/images/README.md lists them. The local
// stack does the same by the same functions.
import { parseArgs } from 'node:util';
import { databaseServices, isSchemaThere, migrateAll, migrateOne, prepareDatabases } from '../databases.ts';
import type { DatabaseService } from '../databases.ts';
import { loadThrough } from '../demo-data/load.ts';
import { Problem } from '../problem.ts';
import { tokenKeyIn } from '../secrets.ts';
import { prepareTopics, topicsOf } from '../topics.ts';
import { Hopeless, patiently } from './patiently.ts';

const setting = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Hopeless(`${name} is not set`);
  return value;
};

/** Each service's role has a password of its own: `FTGO_ORDER_PASSWORD` and so on. */
const passwords = (): Record<string, string> =>
  Object.fromEntries(databaseServices.map((service) => [service, setting(`FTGO_${service.toUpperCase()}_PASSWORD`)]));

async function databases(): Promise<Record<DatabaseService, string>> {
  const urls = await prepareDatabases(setting('FTGO_POSTGRES_URL'), passwords());
  console.log('Roles and databases are ready');
  return urls;
}

function withDatabase(service: string): DatabaseService {
  const known = databaseServices.find((each) => each === service);
  if (!known) throw new Hopeless(`There is no service "${service}" with a database, but ${databaseServices.join(', ')}.`);
  return known;
}

async function migrate(service = ''): Promise<void> {
  const applied = await migrateOne(withDatabase(service), setting('FTGO_DATABASE_URL'));
  console.log(`The schema of ${service} is ready (${applied} migrations applied)`);
}

/** For whoever must not start before its migrations are done, and does none itself. */
async function awaitSchema(service = ''): Promise<void> {
  if (!(await isSchemaThere(withDatabase(service), setting('FTGO_DATABASE_URL')))) throw new Problem(`The migrations of ${service} are not done.`);
}

async function topics(): Promise<void> {
  const environment = process.env['FTGO_TOPICS'] ?? 'local';
  if (environment !== 'local' && environment !== 'production') throw new Hopeless(`FTGO_TOPICS must be local or production, not "${environment}"`);
  const { count, differences } = await prepareTopics(setting('FTGO_KAFKA_BROKERS').split(','), topicsOf(environment));
  for (const difference of differences) console.log(`Left as it is: ${difference}`);
  console.log(`The ${count} topics are ready`);
}

async function prepare(): Promise<void> {
  tokenKeyIn(setting('FTGO_DATA_DIR'));
  console.log(`The databases are ready (${await migrateAll(await databases())} migrations applied)`);
  await topics();
}

const demoData = (): Promise<void> => loadThrough(setting('FTGO_GATEWAY_URL'), console.log);

const jobs: Record<string, (of?: string) => Promise<unknown>> = { databases, migrate, 'await-schema': awaitSchema, topics, prepare, 'demo-data': demoData };

try {
  const [name = '', of] = parseArgs({ allowPositionals: true }).positionals;
  const job = jobs[name];
  if (!job) throw new Problem(`There is no job "${name}", but ${Object.keys(jobs).join(', ')}.`);
  await patiently(async () => void (await job(of)), console.log);
} catch (error) {
  console.error(error instanceof Problem ? error.message : error);
  process.exitCode = 1;
}
