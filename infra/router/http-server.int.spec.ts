import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RoutedSystem } from './router.mother.ts';

let system: RoutedSystem;

beforeAll(async () => {
  system = await RoutedSystem.start();
});

afterAll(() => system.stop());

async function asked(method: string, path: string, body?: string, type = 'application/json') {
  const response = await fetch(new URL(path, system.url), { method, body, ...(body !== undefined && { headers: { 'content-type': type } }) });
  return { status: response.status, type: response.headers.get('content-type'), location: response.headers.get('location'), body: await response.json() };
}

describe('the router over HTTP', () => {
  it('makes a rule, shows it where it says, and removes it', async () => {
    const made = await asked('POST', '/rules', JSON.stringify({ match: { type: 'A', for: 'consumer' }, action: { kind: 'delay', ms: 5 }, times: 3 }));
    expect(made).toMatchObject({ status: 201, body: { match: { type: 'A', for: 'consumer' }, action: { kind: 'delay', ms: 5 }, times: 3, took: 0, holding: 0 } });
    expect(await asked('GET', made.location!)).toMatchObject({ status: 200, body: made.body });
    expect(await asked('DELETE', made.location!)).toMatchObject({ status: 200, body: { released: 0 } });
    expect(await asked('GET', made.location!)).toMatchObject({ status: 404, type: 'application/problem+json', body: { code: 'UNKNOWN_RULE', status: 404 } });
  });

  it('says what it is', async () => {
    expect((await asked('GET', '/')).body).toMatchObject({ listeners: ['consumer', 'delivery'], leaving: 0 });
    expect(await asked('GET', '/readyz')).toMatchObject({ status: 200 });
  });

  it.each([
    [{}, '/action'],
    [{ action: { kind: 'explode' } }, '/action/kind'],
    [{ action: { kind: 'delay' } }, '/action/ms'],
    [{ action: { kind: 'delay', ms: -1 } }, '/action/ms'],
    [{ action: { kind: 'delay', ms: '5' } }, '/action/ms'],
    [{ action: { kind: 'reorder', next: 0 } }, '/action/next'],
    [{ action: { kind: 'hold' }, match: { for: 'kitchen' } }, '/match/for'],
    [{ action: { kind: 'hold' }, match: { typ: 'A' } }, '/match/typ'],
    [{ action: { kind: 'hold' }, probability: 1.5 }, '/probability'],
    [{ action: { kind: 'hold' }, times: 0 }, '/times'],
  ])('refuses %j, and names %s', async (body, field) => {
    expect(await asked('POST', '/rules', JSON.stringify(body))).toMatchObject({
      status: 400,
      type: 'application/problem+json',
      body: { code: 'INVALID_BODY', errors: [{ field }] },
    });
  });

  it.each([
    ['no JSON', '{', 'application/json', 400, 'MALFORMED_JSON'],
    ['what a form could send', '{"action":{"kind":"drop"}}', 'text/plain', 415, 'NO_JSON'],
    ['a body without end', ' '.repeat(20_000), 'application/json', 413, 'BODY_TOO_LARGE'],
  ])('refuses %s', async (_, body, type, status, code) => {
    expect(await asked('POST', '/rules', body, type)).toMatchObject({ status, body: { code } });
    expect((await asked('GET', '/rules')).body).toEqual({ rules: [] });
  });

  it.each([
    ['GET', '/nothing', 404, 'UNKNOWN_PATH'],
    ['PUT', '/rules', 405, 'WRONG_METHOD'],
    ['GET', '/rules/1/nothing', 404, 'UNKNOWN_PATH'],
    ['POST', '/rules/99/release', 404, 'UNKNOWN_RULE'],
  ])('has no %s %s', async (method, path, status, code) => {
    expect(await asked(method, path)).toMatchObject({ status, body: { code } });
  });
});
