import { randomUUID } from 'node:crypto';
import type { World } from '../harness/world.ts';
import type { Ours } from './ours.ts';
import { DISHES, type PastOrders } from './past-orders.ts';

const VIEWS = '/v1/operations/views';
/** Consumers who look at their orders. */
const READERS = 50;
const PAGE = 10;

export interface Generation {
  readonly generation: number;
  readonly state: 'ACTIVE' | 'BUILDING';
  readonly read: number;
  readonly total: number;
}

/** The view through the public API. */
export class History {
  private readonly gateway: URL;
  private readonly operator: string;
  private readonly tokens: readonly string[];
  private readonly expected: number;

  private constructor(gateway: URL, operator: string, tokens: readonly string[], expected: number) {
    this.gateway = gateway;
    this.operator = operator;
    this.tokens = tokens;
    this.expected = expected;
  }

  static async of(world: World, system: Ours, { consumers, ofEach }: PastOrders): Promise<History> {
    const tokens = await Promise.all(consumers.slice(0, READERS).map((id) => world.tokenOf(id)));
    return new History(system.gatewayUrl, await world.tokenOf(randomUUID(), 'operator'), tokens, Math.min(PAGE, ofEach));
  }

  generations(): Promise<Generation[]> {
    return this.ask('GET', VIEWS);
  }

  /** @returns the number of the generation that is made from now on */
  async rebuild(): Promise<number> {
    const generations = await this.ask('POST', `${VIEWS}/order-history/rebuild`);
    return generations.find(({ state }) => state === 'BUILDING')!.generation;
  }

  /** Asks for somebody's first page, every other time with a search. @returns whether it was answered as it should be */
  async page(number: number): Promise<boolean> {
    const q = number % 2 === 0 ? '' : `&q=${encodeURIComponent(DISHES[number % DISHES.length]!.split(' ')[0]!)}`;
    const authorization = `Bearer ${this.tokens[number % this.tokens.length]}`;
    const answer = await fetch(new URL(`/v1/orders?limit=${PAGE}${q}`, this.gateway), { headers: { authorization } });
    const { orders = [] } = (await answer.json()) as { orders?: unknown[] };
    return answer.status === 200 && (q !== '' || orders.length === this.expected);
  }

  private async ask(method: 'GET' | 'POST', path: string): Promise<Generation[]> {
    const isPost = method === 'POST';
    const headers = { authorization: `Bearer ${this.operator}`, ...(isPost && { 'content-type': 'application/json' }) };
    const answer = await fetch(new URL(path, this.gateway), { method, headers, ...(isPost && { body: '{}' }) });
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`);
    return ((await answer.json()) as { generations: Generation[] }).generations;
  }
}
