import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

/** The public API as a load generator needs it: kept-alive connections, little CPU of its own. */
export class Town {
  readonly #agent: Agent;
  readonly #gateway: URL;

  constructor(gateway: URL, connections: number) {
    this.#gateway = gateway;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** @returns status and parsed body; rejects only where no answer came. */
  call(method: string, path: string, { token, body, key }: { token?: string; body?: unknown; key?: string } = {}): Promise<Answer> {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(payload && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
      ...(key && { 'idempotency-key': key }),
    };
    return new Promise((resolve, reject) => {
      const call = request(new URL(path, this.#gateway), { method, headers, agent: this.#agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, body: text ? JSON.parse(text) : undefined });
        });
      });
      call.on('error', reject);
      call.end(payload);
    });
  }

  async signIn(email: string, password: string): Promise<string> {
    const { status, body } = await this.call('POST', '/v1/sessions', { body: { email, password } });
    if (status !== 201 && status !== 200) throw new Error(`Signing in as ${email}: ${status} ${JSON.stringify(body)}`);
    return body.accessToken;
  }

  /** A consumer of the load's own, with room for many orders. */
  async newConsumer(operator: string, creditLimit: number): Promise<{ id: string; token: string }> {
    const email = `load-${randomUUID()}@ftgo.example`;
    const password = 'load-of-orders';
    const { status, body } = await this.call('POST', '/v1/consumers', { body: { name: 'Load', email, password } });
    if (status !== 201) throw new Error(`Signing up: ${status} ${JSON.stringify(body)}`);
    const limit = { creditLimit: { amount: creditLimit, currency: 'USD' } };
    for (let attempt = 0; ; attempt += 1) {
      const set = await this.call('PUT', `/v1/consumers/${body.consumerId}/credit-limit`, { token: operator, body: limit });
      if (set.status < 300) break;
      // The account is opened by an event: it may be some milliseconds behind.
      if (![404, 503, 504].includes(set.status) || attempt > 100) throw new Error(`Setting a credit limit: ${set.status} ${JSON.stringify(set.body)}`);
      await new Promise((next) => setTimeout(next, 50));
    }
    return { id: body.consumerId, token: await this.signIn(email, password) };
  }

  /** Restaurants that are open round the clock, with an item of each. */
  async restaurants(): Promise<{ id: string; menuItemIds: string[] }[]> {
    const { body } = await this.call('GET', '/v1/restaurants?limit=100');
    const all = await Promise.all((body.restaurants as any[]).map(({ restaurantId }) => this.call('GET', `/v1/restaurants/${restaurantId}`)));
    return all
      .map(({ body: found }) => found)
      .filter(({ openingHours, capacity }) => capacity === undefined && [1, 2, 3, 4, 5, 6, 7].every((day) => opensAllDay(openingHours, day)))
      .map(({ restaurantId, menu }) => ({ id: restaurantId, menuItemIds: menu.map((item: any) => item.menuItemId) }));
  }

  close(): void {
    this.#agent.destroy();
  }
}

export interface Answer {
  readonly status: number;
  readonly body: any;
}

const opensAllDay = (hours: { weekday: number; opens: number; closes: number }[], day: number): boolean =>
  hours.some(({ weekday, opens, closes }) => weekday === day && opens === 0 && closes >= 1440);
