import { eventually } from '@ftgo/testing';
import type { World } from '../../../benchmarks/harness/world.ts';
import { httpOrderCalls } from '../../../benchmarks/systems/order-calls.ts';
import { cpuSeconds } from '../../../benchmarks/load/processes.ts';
import { type OurService, Ours } from '../../../benchmarks/systems/ours.ts';
import { type Way, fileOf } from '../build.ts';
import { people } from './people.ts';

/** Enough that an order never waits for a free connection, also where calls wait for their deadline. They are opened when they are needed. */
const CLIENTS = 1_000;
const SETTLES_WITHIN_MS = 120_000;

export interface PlacedOrder {
  /** By `performance.now()`. */
  readonly at: number;
  /** Milliseconds to the answer. */
  readonly took: number;
  /** undefined: it was not answered with 201. */
  readonly id: string | undefined;
}

/** The services that take part in creating orders, in one of the three ways. */
export class System {
  private readonly world: World;
  private readonly ours: Ours;
  private readonly calls: ReturnType<typeof httpOrderCalls>;
  private readonly free = Array.from({ length: CLIENTS }, (_, client) => client);

  private constructor(world: World, ours: Ours, calls: ReturnType<typeof httpOrderCalls>) {
    this.world = world;
    this.ours = ours;
    this.calls = calls;
  }

  static async start(world: World, way: Way, settings: Readonly<Record<string, string>> = {}): Promise<System> {
    const ours = await Ours.start(world, ['order', 'consumer', 'restaurant', 'api-gateway'], settings, fileOf(way));
    const { restaurants, tokens } = await people(ours.gatewayUrl);
    const clients = Array.from({ length: CLIENTS }, (_, client) => tokens[client % tokens.length]!);
    return new System(world, ours, httpOrderCalls(ours.gatewayUrl, restaurants, clients));
  }

  /** Whether it is answered with 201 or not. */
  async place(): Promise<PlacedOrder> {
    const client = this.free.pop();
    if (client === undefined) throw new Error(`${CLIENTS} orders are not answered: this machine is too slow for the rate`);
    const at = performance.now();
    const id = await this.calls.place(client).catch(() => undefined);
    this.free.push(client);
    return { at, took: performance.now() - at, id };
  }

  /** CPU time that its services have taken, in seconds. */
  cpuSeconds(): number {
    return this.ours.measured.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0);
  }

  kill(service: OurService): Promise<void> {
    return this.ours.kill(service);
  }

  bringUp(service: OurService): Promise<void> {
    return this.ours.bringUp(service);
  }

  /** Waits until every order is decided. */
  async decided(): Promise<void> {
    // A server ends connections that are idle for some seconds, whenever it likes.
    this.calls.close();
    await eventually(
      async () => {
        const [{ pending } = { pending: Number.NaN }] = await this.query<{ pending: number }>(`select count(*)::int as pending from orders where state = 'APPROVAL_PENDING'`);
        if (pending !== 0) throw new Error(`${pending} orders are pending`);
      },
      { within: SETTLES_WITHIN_MS, every: 100 },
    );
  }

  /** When each approved one of the orders was committed as such, by `performance.now()`. */
  async approvedAt(ids: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.query<{ id: string; at: number }>(
      `select id, extract(epoch from pg_xact_commit_timestamp(xmin))::float8 * 1000 as at from orders where state = 'APPROVED' and id = any($1)`,
      [ids],
    );
    const since1970 = Date.now() - performance.now();
    return new Map(rows.map(({ id, at }) => [id, at - since1970]));
  }

  stop(): Promise<void> {
    this.calls.close();
    return this.ours.stop();
  }

  private query<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.world.query<Row>(this.ours.databaseUrls['order']!, sql, values);
  }
}
