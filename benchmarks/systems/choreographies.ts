import { randomUUID } from 'node:crypto';
import { eventually } from '@ftgo/testing';
import { demoPassword, operatorEmail } from '../../infra/operator.ts';
import type { World } from '../harness/world.ts';
import { Town } from '../load/town.ts';
import { httpOrderCalls } from './order-calls.ts';
import { Ours } from './ours.ts';
import { Peer } from './peer.ts';
import { type Orderable, town } from './town.ts';

const CREDIT_LIMIT = 1_000_000_000;
const SETTLES_WITHIN_MS = 180_000;
/** Clients share them: signing up costs more than an order, and is not what is measured. */
const CONSUMERS = 16;

/** A whole system in which orders are placed and approved. */
export interface Choreography {
  readonly processes: readonly { readonly name: string; readonly pid: number }[];
  /** Places an order as one of the clients. @returns its id */
  place(client: number): Promise<string>;
  /** Closes the clients' connections, and waits until every order is approved. @throws Error where one is rejected */
  approved(): Promise<void>;
  /** Waits until what follows from the approvals is done too. */
  settled(): Promise<void>;
  /** When each of these orders was committed as APPROVED, in milliseconds since 1970. */
  approvedAt(orderIds: readonly string[]): Promise<Map<string, number>>;
  stop(): Promise<void>;
}

/** All five services of FTGO with the demo's restaurants. */
export async function ourChoreography(world: World, clients: number, settings: Readonly<Record<string, string>> = {}): Promise<Choreography> {
  const ours = await Ours.start(world, ['order', 'consumer', 'restaurant', 'delivery', 'api-gateway'], settings);
  await ours.loadDemoData();
  const api = new Town(ours.gatewayUrl, 1);
  const operator = await api.signIn(operatorEmail, demoPassword);
  const tokens: string[] = [];
  for (let consumer = 0; consumer < CONSUMERS; consumer += 1) tokens.push((await api.newConsumer(operator, CREDIT_LIMIT)).token);
  const found = await api.restaurants();
  api.close();
  const restaurants = found.map(({ id, menuItemIds }) => ({ restaurantId: id, menu: menuItemIds.map((menuItemId) => ({ menuItemId })) }));
  return choreography(world, ours, restaurants, sharedBy(clients, tokens));
}

/** All five services of the peer. */
export async function peerChoreography(world: World, clients: number): Promise<Choreography> {
  const peer = await Peer.start(world, ['order', 'consumer', 'restaurant', 'delivery', 'gateway']);
  const restaurants = town();
  const consumers = Array.from({ length: CONSUMERS }, () => randomUUID());
  await Promise.all([peer.opens(restaurants), peer.knows(consumers)]);
  return choreography(world, peer, restaurants, sharedBy(clients, await Promise.all(consumers.map((id) => world.tokenOf(id)))));
}

const sharedBy = (clients: number, tokens: readonly string[]): string[] => Array.from({ length: clients }, (_, client) => tokens[client % tokens.length]!);

function choreography(world: World, system: Ours | Peer, restaurants: readonly Orderable[], tokens: readonly string[]): Choreography {
  const { order, restaurant } = system.databaseUrls;
  const { place, close } = httpOrderCalls(system.gatewayUrl, restaurants, tokens);
  const none = (url: string, what: string, sql: string) =>
    eventually(
      async () => {
        const [{ left } = { left: Number.NaN }] = await world.query<{ left: number }>(url, sql);
        if (left !== 0) throw new Error(`${left} ${what}`);
      },
      { within: SETTLES_WITHIN_MS, every: 25 },
    );
  return {
    processes: system.measured,
    place,
    approved: async () => {
      close();
      // Only what is pending has a deadline, and the index on it is small.
      await none(order!, 'orders are pending', 'select count(*)::int as left from orders where due_at is not null');
      await none(order!, 'orders were rejected', `select count(*)::int as left from orders where state <> 'APPROVED'`);
    },
    settled: () => none(restaurant!, 'tickets are not confirmed', `select count(*)::int as left from tickets where state = 'CREATE_PENDING'`),
    approvedAt: async (orderIds) => {
      const sql = `select id, extract(epoch from pg_xact_commit_timestamp(xmin))::float8 * 1000 as at from orders where state = 'APPROVED' and id = any($1)`;
      const rows = await world.query<{ id: string; at: number }>(order!, sql, [orderIds]);
      return new Map(rows.map(({ id, at }) => [id, at]));
    },
    stop: () => system.stop(),
  };
}
