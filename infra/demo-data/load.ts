import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataIdentity } from '../databases.ts';
import { demoPassword, operatorEmail } from '../operator.ts';
import { Problem } from '../problem.ts';
import type { StackState } from '../stack-state.ts';
import { demoPeople, demoRestaurants } from './written.ts';
import type { Person } from './written.ts';

interface Session {
  readonly accessToken: string;
  readonly user: { readonly id: string };
}

/** A door to the public API; `created` tells a new thing (true) from one that was there already (false). */
const through = (gateway: string) => {
  const call = async (method: string, path: string, body: unknown, token?: string): Promise<{ status: number; answer: unknown }> => {
    const response = await fetch(new URL(path, gateway), {
      method,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    return { status: response.status, answer: text && /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text };
  };
  const refused = (what: string, status: number, answer: unknown): Problem =>
    new Problem(`The demo data could not be loaded: ${what} was answered ${status} ${JSON.stringify(answer)}.`);
  return {
    create: async (path: string, body: Person, token?: string): Promise<boolean> => {
      const { status, answer } = await call('POST', path, body, token);
      if (status === 201) return true;
      if (status === 409 && (answer as { code?: string }).code === 'EMAIL_TAKEN') return false;
      throw refused(`POST ${path} (${body.email})`, status, answer);
    },
    put: async (path: string, body: unknown, token: string): Promise<void> => {
      const { status, answer } = await call('PUT', path, body, token);
      if (status >= 300) throw refused(`PUT ${path}`, status, answer);
    },
    signIn: async (email: string): Promise<Session> => {
      const { status, answer } = await call('POST', '/v1/sessions', { email, password: demoPassword });
      if (status >= 300) throw refused(`the sign-in of ${email}`, status, answer);
      return answer as Session;
    },
  };
};

/** Says which data were loaded into which databases. */
const markOf = async ({ postgresUrl }: Pick<StackState, 'postgresUrl'>): Promise<string> =>
  JSON.stringify([
    await dataIdentity(postgresUrl),
    ...['restaurants.yaml', 'people.yaml'].map((file) => createHash('sha256').update(readFileSync(join(import.meta.dirname, file))).digest('hex')),
  ]);

/**
 * Makes what the demo and a newcomer need, through the public API as anyone would; what is there already is left alone.
 *
 * @throws Problem that names the request that was refused
 */
export const loadDemoData = async (stack: Pick<StackState, 'gatewayUrl' | 'postgresUrl' | 'dataFolder'>, progress: (line: string) => void): Promise<void> => {
  const mark = await markOf(stack);
  const markFile = join(stack.dataFolder, 'demo-data.json');
  if (existsSync(markFile) && readFileSync(markFile, 'utf8') === mark) return;
  await loadThrough(stack.gatewayUrl, progress);
  writeFileSync(markFile, mark);
};

/** The same, and asks the gateway for each whether it is there, where there is no folder to keep that in. */
export const loadThrough = async (gatewayUrl: string, progress: (line: string) => void): Promise<void> => {
  const { create, put, signIn } = through(gatewayUrl);
  const restaurants = demoRestaurants();
  const { consumers, couriers } = demoPeople();
  const { accessToken: operator } = await signIn(operatorEmail);

  const openRestaurants = restaurants.map((restaurant) => create('/v1/restaurants', restaurant, operator));
  const signUps = consumers.map((consumer) => create('/v1/consumers', { ...consumer, password: demoPassword } as Person));
  const hirings = couriers.map(async (courier) => {
    const created = await create('/v1/couriers', { ...courier, password: demoPassword } as Person, operator);
    if (!created) return false;
    const { accessToken, user } = await signIn(courier.email);
    await put(`/v1/couriers/${user.id}/availability`, { available: true }, accessToken);
    return true;
  });
  await Promise.all([...openRestaurants, ...signUps, ...hirings]);
  progress(`The demo data is loaded: ${restaurants.length} restaurants, ${consumers.length} consumers, ${couriers.length} couriers`);
};
