import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Gateway, GatewayRefusal } from './gateway.ts';

let answer: RequestListener;
const server = createServer((request, response) => answer(request, response));
let gateway: Gateway;
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  gateway = new Gateway(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterAll(() => new Promise((done) => server.close(done)));

describe('the gateway as the demo uses it', () => {
  it('tells a refusal with its code', async () => {
    answer = (_, response) => {
      response.writeHead(422, { 'content-type': 'application/problem+json' }).end('{"code":"ITEM_NOT_ON_MENU","detail":"It is gone."}');
    };
    await expect(gateway.ask('POST', '/v1/orders', { body: {} })).rejects.toThrow('422 ITEM_NOT_ON_MENU: It is gone.');
  });

  it('gives every unsafe call a key of its own', async () => {
    const keys: unknown[] = [];
    answer = (request, response) => {
      keys.push(request.headers['idempotency-key']);
      response.end();
    };
    await gateway.call('POST', '/');
    await gateway.call('POST', '/');
    await gateway.call('GET', '/');
    await gateway.call('POST', '/', { idempotencyKey: 'mine' });
    expect(new Set(keys).size).toBe(4);
    expect(keys.slice(2)).toEqual([undefined, 'mine']);
  });

  it('reads server-sent events however they are cut', async () => {
    answer = async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const piece of [': hello\n\nid: 1\nevent: order\nda', 'ta: {"state":"APPROVAL_', 'PENDING"}\n', '\ndata: {"state":\ndata: "APPROVED"}\r\n\r\n']) {
        response.write(piece);
        await new Promise((later) => setImmediate(later));
      }
      response.end();
    };
    const states: string[] = [];
    for await (const { state } of gateway.events('/', 'token', new AbortController().signal)) states.push(state);
    expect(states).toEqual(['APPROVAL_PENDING', 'APPROVED']);
  });

  it('says that the stack may not be running where nobody answers', async () => {
    const silent = new Gateway('http://127.0.0.1:1');
    await expect(silent.ask('GET', '/')).rejects.toThrow(GatewayRefusal);
    await expect(silent.ask('GET', '/')).rejects.toThrow('npm start');
  });
});
