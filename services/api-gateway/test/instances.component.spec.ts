import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { OrderGrpc } from '@ftgo/order-api';
import { eventually } from '@ftgo/testing';
import { JANE, Neighbourhood, ORDER } from './neighbourhood.ts';
import { Neighbour } from './neighbour.ts';
import { janesOrder } from './orders.mother.ts';

const CALLS = 20;

let one: Neighbour;
let other: Neighbour;
let all: Neighbourhood;
let jane: string;

const anInstance = async (at?: string): Promise<Neighbour> => {
  const instance = await new Neighbour(OrderGrpc.OrderServiceService).start(at);
  instance.says({ getOrder: () => janesOrder });
  return instance;
};

beforeEach(async () => {
  [one, other] = await Promise.all([anInstance(), anInstance()]);
  all = await Neighbourhood.open({ FTGO_ORDER_GRPC: `${one.address},${other.address}` });
  jane = await all.token('consumer', JANE);
  await eventually(async () => {
    await asked();
    expect([one.heard.length > 0, other.heard.length > 0]).toEqual([true, true]);
  });
  one.heard.length = other.heard.length = 0;
});

afterEach(async () => {
  await all.close();
  one.stop();
  other.stop();
});

/** Statuses of so many calls, one after the other. */
async function asked(times = 1): Promise<number[]> {
  const statuses: number[] = [];
  for (let call = 0; call < times; call++) statuses.push((await all.call('GET', `/v1/orders/${ORDER}`, { as: jane })).status);
  return statuses;
}

const everyCall = (status: number): number[] => Array.from({ length: CALLS }, () => status);

describe('two instances of a service', () => {
  it('are asked in turn', async () => {
    expect(await asked(CALLS)).toEqual(everyCall(200));
    expect([one.heard.length, other.heard.length]).toEqual([CALLS / 2, CALLS / 2]);
  });

  it('are one when one is gone: no later call fails, and it is asked again when it is back', async () => {
    one.stop();
    expect(await asked(CALLS)).toEqual(everyCall(200));
    expect([one.heard.length, other.heard.length]).toEqual([0, CALLS]);
    one = await anInstance(one.address);
    await eventually(async () => {
      await asked();
      expect(one.heard.length).toBeGreaterThan(0);
    });
  });
});
