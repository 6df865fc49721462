import { Agent, type IncomingMessage, get } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import { JANE, Neighbourhood, ORDER } from './neighbourhood.ts';
import { janesOrder } from './orders.mother.ts';

let all: Neighbourhood;
let jane: string;
let connection: Agent;

/** Over the one connection that is kept open. */
const ask = (path = `/v1/orders/${ORDER}`, agent = connection) =>
  new Promise<IncomingMessage>((answered, failed) => {
    const request = get(all.url + path, { agent, headers: { authorization: `Bearer ${jane}` } }, (response) => answered(response.resume()));
    request.once('error', failed);
  });

/** Of which the gateway has the first line only. */
async function partOfARequest() {
  const socket = connect(all.gateway.port, '127.0.0.1');
  await new Promise<void>((written) => socket.write('GET /.well-known/jwks.json HTTP/1.1\r\n', () => written()));
  const rest = () =>
    new Promise<string>((answered, failed) => {
      socket.once('data', (text) => answered(text.toString()));
      socket.once('close', () => failed(new Error('The gateway closed the connection')));
      socket.write('host: gateway\r\n\r\n');
    });
  return { rest };
}

async function aGateway(settings: Record<string, string>): Promise<void> {
  all = await Neighbourhood.open(settings);
  all.order.says({ getOrder: () => janesOrder });
  jane = await all.token('consumer', JANE);
}

beforeEach(() => {
  connection = new Agent({ keepAlive: true, maxSockets: 1 });
});

afterEach(async () => {
  connection.destroy();
  await all.close();
});

describe('a gateway that is told to stop, and lingers (E6)', () => {
  // For longer than this process may stand still between two questions.
  beforeEach(() => aGateway({ FTGO_LINGER_SECONDS: '6' }));

  it('says that it is not ready, answers all the same, and asks for another connection', async () => {
    expect((await ask()).headers.connection).toBe('keep-alive');
    const stopped = all.stop();
    const { statusCode, headers } = await ask();
    expect([statusCode, headers.connection]).toEqual([200, 'close']);
    expect((await ask('/readyz')).statusCode).toBe(503);
    await stopped;
    await expect(ask()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('a gateway that is told to stop, and does not linger (E6)', () => {
  beforeEach(() => aGateway({}));

  it('finishes the request that it is at, and one whose head was on its way', async () => {
    let answer: () => void = () => undefined;
    all.order.says({ getOrder: () => new Promise((resolve) => (answer = () => resolve(janesOrder))) });
    const underWay = ask();
    await eventually(() => expect(all.order.heard).toHaveLength(1));
    const onItsWay = await partOfARequest();

    const stopped = all.stop();
    await eventually(() => expect(ask('/livez', new Agent())).rejects.toMatchObject({ code: 'ECONNREFUSED' }));
    expect(await onItsWay.rest()).toMatch(/^HTTP\/1.1 200 /);
    answer();
    expect((await underWay).statusCode).toBe(200);
    await stopped;
  });
});
