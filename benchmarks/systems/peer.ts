import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleFile } from '../../infra/bundle-file.ts';
import { bundleOptions } from '../../infra/bundle.ts';
import { workspaceRoot } from '../../infra/folders.ts';
import type { ServerProcess } from '../../infra/server-process.ts';
import { freePorts, uniqueName } from '@ftgo/testing';
import type { Program, World } from '../harness/world.ts';
import type { Restaurant } from './town.ts';

const folder = join(workspaceRoot, 'benchmarks', 'peer');
const databaseServices = ['order', 'consumer', 'restaurant', 'delivery'] as const;
export type PeerService = (typeof databaseServices)[number] | 'gateway';
const aggregates = ['order', 'consumer', 'authorization', 'ticket'];

/** Compiled as `nest build` does: our files become JavaScript, packages are loaded from node_modules. */
export async function buildPeer(services: readonly PeerService[]): Promise<void> {
  await Promise.all(
    services.map((service) =>
      build({
        ...bundleOptions(`peer-${service}`, join(folder, 'src', service, 'main.ts')),
        // The banner is for CommonJS packages inside.
        banner: {},
        packages: 'external',
      }),
    ),
  );
}

/** The peer's services, on databases and channels of their own. */
export class Peer {
  processes: readonly ServerProcess[] = [];
  readonly channelPrefix: string;
  readonly grpcAddress: string;
  readonly gatewayUrl: URL;
  readonly databaseUrls: Readonly<Record<string, string>>;
  private readonly world: World;
  private readonly programs: readonly Program[];

  private constructor(world: World, prepared: Awaited<ReturnType<typeof Peer.prepare>>) {
    this.world = world;
    this.programs = prepared.programs;
    this.channelPrefix = prepared.channelPrefix;
    this.grpcAddress = prepared.grpcAddress;
    this.gatewayUrl = prepared.gatewayUrl;
    this.databaseUrls = prepared.databaseUrls;
  }

  static async start(world: World, services: readonly PeerService[]): Promise<Peer> {
    const system = new Peer(world, await Peer.prepare(world, services));
    await system.startAgain();
    return system;
  }

  /** Starts the processes, on what is there from before. */
  async startAgain(): Promise<readonly ServerProcess['recorded'][]> {
    this.processes = await this.world.run(this.programs);
    return this.measured;
  }

  private static async prepare(world: World, services: readonly PeerService[]) {
    await buildPeer(services);
    const channelPrefix = `${uniqueName('peer')}.`;
    await world.topics(aggregates.map((name) => `${channelPrefix}${name}.events`));
    const databaseUrls: Record<string, string> = {};
    for (const service of databaseServices.filter((name) => services.includes(name))) {
      databaseUrls[service] = await world.database([join(folder, 'prisma', 'migrations')]);
    }
    const [grpcPort, ...httpPorts] = await freePorts(services.length + 1);
    const grpcAddress = `127.0.0.1:${grpcPort}`;
    const gatewayUrl = new URL(`http://127.0.0.1:${httpPorts[services.indexOf('gateway')] ?? 0}`);
    const programs = services.map((service, i): Program => {
      const env = {
        PEER_HTTP_PORT: `${httpPorts[i]}`,
        PEER_ORDER_GRPC: grpcAddress,
        PEER_JWKS_URL: world.jwksUrl,
        PEER_LIBS: join(workspaceRoot, 'libs'),
        PEER_KAFKA_BROKERS: world.kafkaBrokers,
        PEER_CHANNEL_PREFIX: channelPrefix,
        ...(databaseUrls[service] && { PEER_DATABASE_URL: databaseUrls[service] }),
        ...(process.env['PEER_DATABASE_POOL'] && { PEER_DATABASE_POOL: process.env['PEER_DATABASE_POOL'] }),
      };
      return { name: `peer-${service}`, file: bundleFile(`peer-${service}`), env, readyUrl: `http://127.0.0.1:${httpPorts[i]}/readyz` };
    });
    return { programs, channelPrefix, databaseUrls, grpcAddress, gatewayUrl };
  }

  /** Processes as they are measured. */
  get measured() {
    return this.processes.map(({ recorded }) => ({ ...recorded, name: recorded.name.replace(/^peer-/, '') }));
  }

  /** Menus and kitchens of these restaurants, as the services would have learnt them. */
  async opens(restaurants: readonly Restaurant[]): Promise<void> {
    const menus = restaurants.map(({ restaurantId, menu }) => [
      restaurantId,
      JSON.stringify(Object.fromEntries(menu.map(({ menuItemId, name, price }) => [menuItemId, { name, price }]))),
    ]);
    const rows = JSON.stringify(menus.map(([id, items]) => ({ id, items: JSON.parse(items!) as unknown })));
    const { order, restaurant } = this.databaseUrls;
    const from = 'from jsonb_to_recordset($1::jsonb) as r(id uuid, items jsonb)';
    await this.world.query(order!, `insert into menus (id, items) select id, items ${from}`, [rows]);
    if (restaurant) await this.world.query(restaurant, `insert into kitchens (id, open_tickets, menu) select id, 0, items ${from}`, [rows]);
  }

  /** Consumers with room on their accounts. */
  async knows(consumerIds: readonly string[]): Promise<void> {
    const { consumer } = this.databaseUrls;
    await this.world.query(consumer!, `insert into consumers select unnest($1::uuid[]), 'ACTIVE'`, [consumerIds]);
    await this.world.query(consumer!, `insert into accounts select unnest($1::uuid[]), 1000000000, 0, 'USD'`, [consumerIds]);
  }

  async stop(): Promise<void> {
    await this.world.end(this.processes);
    this.processes = [];
  }
}
