import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '@ftgo/sign-in';
import { AJANTA, JANE, Neighbourhood, ORDER } from './neighbourhood.ts';

let all: Neighbourhood;

beforeAll(async () => {
  all = await Neighbourhood.open();
});
afterEach(() => all.forget());
afterAll(() => all.close());

const everyone: readonly Role[] = ['consumer', 'restaurant', 'courier', 'operator'];

describe.each<[string, string, readonly Role[]]>([
  ['PUT', `/v1/consumers/${JANE}/status`, ['operator']],
  ['PUT', `/v1/consumers/${JANE}/credit-limit`, ['operator']],
  ['POST', '/v1/restaurants', ['operator']],
  ['POST', '/v1/couriers', ['operator']],
  ['GET', '/v1/operations/books', ['operator']],
  ['PUT', `/v1/restaurants/${AJANTA}/menu`, ['restaurant', 'operator']],
  ['PUT', `/v1/restaurants/${AJANTA}/opening-hours`, ['restaurant', 'operator']],
  ['PUT', `/v1/restaurants/${AJANTA}/capacity`, ['restaurant', 'operator']],
  ['GET', `/v1/restaurants/${AJANTA}/tickets`, ['restaurant', 'operator']],
  ['PUT', `/v1/couriers/${JANE}/availability`, ['courier', 'operator']],
  ['GET', `/v1/orders/${ORDER}`, everyone],
])('%s %s', (method, path, allowed) => {
  it('asks for an access token', async () => {
    expect(await all.call(method, path)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    expect(all.heard).toEqual([]);
  });

  it(`is for ${allowed.join(', ')} only`, async () => {
    for (const role of everyone.filter((each) => !allowed.includes(each))) {
      expect(await all.call(method, path, { as: await all.token(role) })).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    }
    expect(all.heard).toEqual([]);
    for (const role of allowed) expect((await all.call(method, path, { as: await all.token(role) })).status).not.toBe(403);
  });
});

describe('a public route', () => {
  it('passes no token on, not even a bad one', async () => {
    all.restaurant.says({ listRestaurants: () => ({ restaurants: [], nextAfter: '' }) });
    const answer = await all.call('GET', '/v1/restaurants', { as: 'expired' });
    expect(answer).toMatchObject({ status: 200, body: { restaurants: [] } });
    expect(all.heard[0]!.metadata.get('authorization')).toEqual([]);
  });
});

describe('a token', () => {
  it('of yesterday is refused', async () => {
    const { accessToken } = await all.issuer.issue({ id: JANE, role: 'consumer' }, new Date(Date.now() - 86_400_000));
    expect(await all.call('GET', '/v1/orders', { as: accessToken })).toMatchObject({ status: 401, body: { code: 'TOKEN_EXPIRED' } });
  });

  it('can be verified by anybody with the published keys', async () => {
    const { body, headers } = await all.call('GET', '/.well-known/jwks.json');
    expect(body).toEqual(all.issuer.jwks());
    expect(headers.get('cache-control')).toContain('max-age');
  });
});

describe('what is not there', () => {
  it('is 404', async () => {
    expect(await all.call('GET', '/v2/orders')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });

  it('is 405 where another method is', async () => {
    const answer = await all.call('DELETE', `/v1/orders/${ORDER}`);
    expect(answer).toMatchObject({ status: 405, body: { code: 'METHOD_NOT_ALLOWED' } });
    expect(answer.headers.get('allow')).toBe('GET');
    expect((await all.call('HEAD', `/v1/orders/${ORDER}/status-stream`)).status).toBe(405);
  });

  it('is 400 where the path or the query is wrong, and names it', async () => {
    const as = await all.token('operator');
    for (const [path, field] of [
      ['/v1/orders/42', ''],
      ['/v1/orders/%00', ''],
      ['/v1/orders?limit=0', '/limit'],
      ['/v1/orders?limit=101', '/limit'],
      ['/v1/orders?limit=1e1', '/limit'],
      ['/v1/orders?limit=1&limit=2', '/limit'],
      ['/v1/orders?after=%00', '/after'],
      ['/v1/orders?state=LOST', '/state'],
      ['/v1/orders?stat=APPROVED', '/stat'],
      ['/v1/orders?from=yesterday', '/from'],
      ['/v1/orders?to=2026-11-21T00:00:00', '/to'],
      ['/v1/orders?q=', '/q'],
    ] as const) {
      expect(await all.call('GET', path, { as })).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    }
    expect(await all.call('GET', '/%')).toMatchObject({ status: 400, body: { code: 'URL_NOT_VALID' } });
    expect(all.heard).toEqual([]);
  });
});

describe('every answer', () => {
  it('carries security headers and may not be kept', async () => {
    for (const path of ['/v1/orders', '/nowhere', '/healthz']) {
      const { headers } = await all.call('GET', path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': expect.stringContaining('max-age'),
        'content-security-policy': expect.stringContaining("default-src 'self'"),
        'cache-control': expect.stringContaining('no-store'),
        'x-correlation-id': expect.any(String),
      });
      expect(headers.has('x-powered-by')).toBe(false);
      expect(headers.has('access-control-allow-origin')).toBe(false);
    }
  });
});

describe('the system routes', () => {
  it('say that the gateway lives and is ready, whatever becomes of its neighbours', async () => {
    expect(await all.call('GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await all.call('GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it('show the documentation, and its page loads nothing from elsewhere', async () => {
    const { status, body } = await all.call('GET', '/docs');
    expect(status).toBe(200);
    expect(body).toContain('swagger-ui');
    expect(body).not.toMatch(/(src|href)="https?:/);
    expect((await all.call('GET', '/docs/swagger-ui-bundle.js')).status).toBe(200);
    expect((await all.call('GET', '/docs/openapi.json')).body).toMatchObject({ openapi: '3.1.0', info: { title: 'FTGO' } });
  });
});
