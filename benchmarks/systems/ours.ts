import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { runtimeMigrations, serviceMigrations } from '@ftgo/migrations';
import { restaurantEvents } from '@ftgo/restaurant-api';
import { eventually, freePorts, uniqueName } from '@ftgo/testing';
import { bundleFile } from '../../infra/bundle-file.ts';
import { cacheFolder } from '../../infra/folders.ts';
import { loadDemoData } from '../../infra/demo-data/load.ts';
import { hashedOperator } from '../../infra/operator.ts';
import type { ServerProcess } from '../../infra/server-process.ts';
import type { Program, World } from '../harness/world.ts';
import { channels } from './channels.ts';
import { recordOf, send } from './publish.ts';
import type { Restaurant } from './town.ts';

const databaseServices = ['order', 'consumer', 'restaurant', 'delivery'] as const;
type DatabaseService = (typeof databaseServices)[number];
export type OurService = DatabaseService | 'api-gateway';

/** Services of FTGO as they run in production, on databases and channels of their own. */
export class Ours {
  processes: readonly ServerProcess[] = [];
  readonly channelPrefix: string;
  readonly grpcAddress: string;
  readonly gatewayUrl: URL;
  readonly databaseUrls: Readonly<Record<string, string>>;
  private readonly world: World;
  private readonly programs: readonly Program[];

  private constructor(world: World, prepared: Awaited<ReturnType<typeof Ours.prepare>>) {
    this.world = world;
    this.programs = prepared.programs;
    this.channelPrefix = prepared.channelPrefix;
    this.grpcAddress = prepared.grpcAddress;
    this.gatewayUrl = prepared.gatewayUrl;
    this.databaseUrls = prepared.databaseUrls;
  }

  /** @param fileOf a service's program; the one that runs in production unless told */
  static async start(
    world: World,
    services: readonly OurService[],
    settings: Readonly<Record<string, string>> = {},
    fileOf: (service: OurService) => string = bundleFile,
  ): Promise<Ours> {
    const system = new Ours(world, await Ours.prepare(world, services, settings, fileOf));
    await system.startAgain();
    return system;
  }

  /** Starts the processes, on what is there from before. */
  async startAgain(): Promise<readonly ServerProcess['recorded'][]> {
    this.processes = await this.world.run(this.programs);
    return this.measured;
  }

  /** kill -9: it finishes nothing. */
  async kill(service: OurService): Promise<void> {
    const killed = this.processes.find(({ spec }) => spec.name === service);
    if (!killed) throw new Error(`${service} does not run`);
    process.kill(killed.recorded.pid, 'SIGKILL');
    await killed.exited;
    await this.world.end([killed]);
    this.processes = this.processes.filter((each) => each !== killed);
  }

  /** Starts what was killed, and waits until it is ready. */
  async bringUp(service: OurService): Promise<void> {
    this.processes = [...this.processes, ...(await this.world.run(this.programs.filter(({ name }) => name === service)))];
  }

  private static async prepare(world: World, services: readonly OurService[], settings: Readonly<Record<string, string>>, fileOf: (service: OurService) => string) {
    const channelPrefix = `${uniqueName('ours')}.`;
    await world.topics(channels.map(({ name }) => channelPrefix + name));
    const databaseUrls: Record<string, string> = {};
    for (const service of databaseServices.filter((name) => services.includes(name))) {
      databaseUrls[service] = await world.database([runtimeMigrations, serviceMigrations(service)]);
    }
    const ports = await freePorts(9);
    const portOf = Object.fromEntries(
      databaseServices.map((service, i) => [service, { http: ports[2 * i]!, grpc: ports[2 * i + 1]! }]),
    ) as Record<DatabaseService, { http: number; grpc: number }>;
    const gatewayPort = ports[8]!;
    const grpcOf = (service: DatabaseService): string => `127.0.0.1:${portOf[service].grpc}`;
    const operator = await hashedOperator();
    const programs = services.map((service): Program => {
      const everyone = {
        FTGO_KAFKA_BROKERS: world.kafkaBrokers,
        FTGO_CHANNEL_PREFIX: channelPrefix,
        FTGO_JWKS_URL: world.jwksUrl,
        FTGO_INSTANCE_ID: `${service}-1`,
        FTGO_DRAIN_SECONDS: '5',
        MALLOC_MMAP_THRESHOLD_: '1048576',
        NODE_COMPILE_CACHE: join(cacheFolder(), 'compiled'),
        FTGO_ORDER_GRPC: grpcOf('order'),
        FTGO_CONSUMER_GRPC: grpcOf('consumer'),
        FTGO_RESTAURANT_GRPC: grpcOf('restaurant'),
        FTGO_DELIVERY_GRPC: grpcOf('delivery'),
        ...settings,
      };
      const env: Record<string, string> =
        service === 'api-gateway'
          ? {
              FTGO_GATEWAY_PORT: `${gatewayPort}`,
              // The peer waits for ever: a busy machine is to give a slow figure, not a refusal.
              FTGO_REMOTE_DEADLINE_MS: '10000',
              FTGO_TOKEN_KEY_FILE: world.tokenKeyFile,
              FTGO_OPERATOR_EMAIL: operator.email,
              FTGO_OPERATOR_PASSWORD_HASH: operator.passwordHash,
            }
          : { FTGO_HTTP_PORT: `${portOf[service].http}`, FTGO_GRPC_PORT: `${portOf[service].grpc}`, FTGO_DATABASE_URL: databaseUrls[service]! };
      const port = service === 'api-gateway' ? gatewayPort : portOf[service].http;
      return { name: service, file: fileOf(service), env: { ...everyone, ...env }, readyUrl: `http://127.0.0.1:${port}/readyz` };
    });
    return { programs, channelPrefix, databaseUrls, grpcAddress: grpcOf('order'), gatewayUrl: new URL(`http://127.0.0.1:${gatewayPort}`) };
  }

  /** Processes as they are measured. */
  get measured() {
    return this.processes.map(({ recorded }) => recorded);
  }

  /** Tells the order service of these restaurants, as the restaurant service would, and waits until it has heard. */
  async opens(restaurants: readonly Restaurant[]): Promise<void> {
    const { RestaurantMenuChanged } = restaurantEvents;
    const records = restaurants.map(({ restaurantId, menu }) => recordOf(RestaurantMenuChanged, restaurantId, { restaurantId, version: 1, menu: [...menu] }));
    await send(this.world.kafkaBrokers, this.channelPrefix + RestaurantMenuChanged.channel, records);
    await eventually(async () => {
      const [{ known } = { known: 0 }] = await this.world.query<{ known: number }>(this.databaseUrls['order']!, 'select count(*)::int as known from menus');
      if (known < restaurants.length) throw new Error(`The order service knows ${known} of ${restaurants.length} menus`);
    });
  }

  /** The demo's restaurants and people, through the public API. */
  loadDemoData(): Promise<void> {
    // Where it notes that it is done: each system is another.
    const dataFolder = mkdtempSync(join(this.world.folder, 'demo-data-'));
    return loadDemoData({ gatewayUrl: this.gatewayUrl.href, postgresUrl: this.world.postgresUrl, dataFolder }, () => undefined);
  }

  async stop(): Promise<void> {
    await this.world.end(this.processes);
    this.processes = [];
  }
}
