import type { World } from '../harness/world.ts';
import type { Ours } from './ours.ts';
import { DISHES, type PastOrders } from './past-orders.ts';

/** Consumers who look at their orders. */
const READERS = 50;
const PAGE = 10;

/** The history, through the public API. */
export class History {
  private readonly gateway: URL;
  private readonly tokens: readonly string[];
  private readonly expected: number;

  private constructor(gateway: URL, tokens: readonly string[], expected: number) {
    this.gateway = gateway;
    this.tokens = tokens;
    this.expected = expected;
  }

  static async of(world: World, system: Ours, { consumers, ofEach }: PastOrders): Promise<History> {
    const tokens = await Promise.all(consumers.slice(0, READERS).map((id) => world.tokenOf(id)));
    return new History(system.gatewayUrl, tokens, Math.min(PAGE, ofEach));
  }

  /** Asks for somebody's first page, every other time with a search. @returns whether it was answered as it should be */
  async page(number: number): Promise<boolean> {
    const q = number % 2 === 0 ? '' : `&q=${encodeURIComponent(DISHES[number % DISHES.length]!.split(' ')[0]!)}`;
    const authorization = `Bearer ${this.tokens[number % this.tokens.length]}`;
    const answer = await fetch(new URL(`/v1/orders?limit=${PAGE}${q}`, this.gateway), { headers: { authorization } });
    const { orders = [] } = (await answer.json()) as { orders?: unknown[] };
    return answer.status === 200 && (q !== '' || orders.length === this.expected);
  }
}
