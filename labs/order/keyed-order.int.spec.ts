import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Tally } from '../ground/tally.ts';
import { testServers } from '../ground/test-servers.ts';
import { keyedOrder } from './keyed-order.ts';

describe('three receivers, one of which is killed, while one more joins and one leaves', () => {
  let keyed: Tally;
  let keyless: Tally;
  beforeAll(async () => {
    const servers = await testServers();
    [keyed, keyless] = await Promise.all([keyedOrder(servers, { keyed: true }), keyedOrder(servers, { keyed: false })]);
  }, 240_000);

  it('handle the steps of each aggregate in turn where its id is the key', () => {
    expect(keyed).toEqual({ sent: keyed.sent, effects: keyed.sent, lost: 0, doubled: 0, late: 0, wrongInTheEnd: 0 });
  });

  it('handle all of them, but not in turn, where there is no key', () => {
    expect(keyless).toMatchObject({ effects: keyless.sent, lost: 0, doubled: 0 });
    expect(keyless.late).toBeGreaterThan(0);
  });
});
