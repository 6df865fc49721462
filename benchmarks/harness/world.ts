import { writeFileSync } from 'node:fs';
import { type Server, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type TestDatabase, testDatabase } from '@ftgo/testing';
import pg from 'pg';
import { processIdentity } from '../../infra/process-identity.ts';
import { tokenKeyIn } from '../../infra/secrets.ts';
import { ServerProcess } from '../../infra/server-process.ts';
import { type TestServers, startTestServers } from '../../infra/test-servers.ts';
import { ensureTopics } from '../../libs/messaging/src/topics/ensure-topics.ts';
import type { Role } from '../../libs/sign-in/src/caller.ts';
import { channels } from '../systems/channels.ts';
import { profilingInto } from './profiles.ts';
import type { MeasuredProcess } from './row.ts';
import { Tokens } from './tokens.ts';

/** How to run a process of a contestant. */
export interface Program {
  readonly name: string;
  /** The file that Node runs. */
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  /** Answers 200 as soon as it is ready. */
  readonly readyUrl: string;
}

/** What contestants share: one PostgreSQL that syncs to disk, one Kafka, and an issuer of access tokens. Gone without a trace afterwards. */
export class World {
  private readonly running = new Set<ServerProcess>();
  private readonly databases: TestDatabase[] = [];
  /** Where processes write, when they end, what their CPU time was spent on; nowhere unless set. */
  profiles?: string;

  private readonly testServers: Omit<TestServers, 'ready'>;
  private readonly tokens: Tokens;
  private readonly keys: Server;

  private constructor(testServers: Omit<TestServers, 'ready'>, tokens: Tokens, keys: Server) {
    this.testServers = testServers;
    this.tokens = tokens;
    this.keys = keys;
  }

  /** On servers of its own, which keep the time of each commit, so that it need not be watched for. */
  static async start(): Promise<World> {
    const servers = await startTestServers({ track_commit_timestamp: 'on' });
    await servers.ready;
    return World.on(servers);
  }

  /** On servers that somebody else has started. */
  static async on(servers: Omit<TestServers, 'ready'>): Promise<World> {
    process.env['FTGO_TEST_POSTGRES_URL'] = servers.postgresUrl;
    const tokens = new Tokens(tokenKeyIn(servers.folder));
    const keys = createServer((_, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify(tokens.jwks())));
    await new Promise<void>((listening) => keys.listen(0, '127.0.0.1', listening));
    const world = new World(servers, tokens, keys);
    const [{ fsync } = { fsync: 'unknown' }] = await world.query<{ fsync: string }>(servers.postgresUrl, 'show fsync');
    if (fsync !== 'on') throw new Error(`PostgreSQL runs with fsync ${fsync}: its figures would mean nothing`);
    return world;
  }

  /** Of the machine's, removed at the end. */
  get folder(): string {
    return this.testServers.folder;
  }

  get servers(): readonly MeasuredProcess[] {
    return this.testServers.processes;
  }

  get kafkaBrokers(): string {
    return this.testServers.kafkaBrokers;
  }

  get postgresUrl(): string {
    return this.testServers.postgresUrl;
  }

  /** Signs access tokens with this key. */
  get tokenKeyFile(): string {
    return tokenKeyIn(this.folder);
  }

  get jwksUrl(): string {
    return `http://127.0.0.1:${(this.keys.address() as AddressInfo).port}/jwks.json`;
  }

  tokenOf(userId: string, role: Role = 'consumer'): Promise<string> {
    return this.tokens.of(userId, role);
  }

  /** A new database with the migrations of these folders. @returns its URL */
  async database(migrations: readonly string[]): Promise<string> {
    const made = await testDatabase({ migrations });
    this.databases.push(made);
    return made.url;
  }

  async query<Row extends object>(url: string, sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Row>(sql, [...values])).rows;
    } finally {
      await client.end();
    }
  }

  /** Topics with as many partitions as FTGO's. */
  async topics(names: readonly string[]): Promise<void> {
    await ensureTopics(this.kafkaBrokers.split(','), names.map((name) => ({ ...channels[0]!, name })));
  }

  /** Starts processes side by side and waits until all are ready. */
  async run(programs: readonly Program[]): Promise<ServerProcess[]> {
    const started = programs.map((program) => this.start(program));
    await Promise.all(started.map((process) => process.ready()));
    return started;
  }

  async end(processes: readonly ServerProcess[]): Promise<void> {
    await Promise.all(
      processes.map(async (process) => {
        await process.stop();
        this.running.delete(process);
      }),
    );
  }

  async stop(): Promise<void> {
    await this.end([...this.running]);
    this.keys.close();
    await Promise.all(this.databases.map((database) => database.drop()));
    await this.testServers.stop();
  }

  private start({ name, file, env, readyUrl }: Program): ServerProcess {
    const started = new ServerProcess({
      name,
      command: process.execPath,
      args: ['--disable-warning=TimeoutNegativeWarning', file],
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'production',
        ...(this.profiles && { NODE_OPTIONS: profilingInto(this.profiles, name) }),
        ...env,
      },
      logFile: join(this.folder, 'logs', `${name}.log`),
      ready: () => isReady(readyUrl),
      readyWithin: 60_000,
      stopWithin: 12_000,
    });
    this.running.add(started);
    this.record();
    return started;
  }

  /** For `endAbandonedServers`, should this process be killed. */
  private record(): void {
    const supervisor = { name: 'benchmarks', pid: process.pid, identity: processIdentity(process.pid) ?? '' };
    const processes = [...this.testServers.processes, ...[...this.running].map(({ recorded }) => recorded)];
    writeFileSync(join(this.folder, 'servers.json'), JSON.stringify({ supervisor, processes }));
  }
}

const isReady = (url: string): Promise<void> =>
  new Promise((ready, fail) => {
    const request = get(url, { agent: false, timeout: 2_000 }, (response) => {
      response.resume();
      if (response.statusCode === 200) ready();
      else fail(new Error(`${url} answers ${response.statusCode}`));
    });
    request.once('error', fail);
    request.once('timeout', () => request.destroy(new Error(`${url} does not answer`)));
  });
