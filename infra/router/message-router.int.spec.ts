import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { describeTopics } from '@ftgo/messaging';
import { eventually, testKafka, uniqueName } from '@ftgo/testing';
import type { RouterClient } from './client.ts';
import { RoutedSystem, orders, tickets } from './router.mother.ts';

let system: RoutedSystem;
let router: RouterClient;
let key: string;

beforeAll(async () => {
  system = await RoutedSystem.start();
});

afterAll(() => system.stop());

beforeEach(async () => {
  router = system.client;
  await router.reset();
  key = uniqueName('order');
});

describe('without a rule', () => {
  it('every listener hears everything, in the order of the partition', async () => {
    const types = Array.from({ length: 200 }, (_, index) => `No${index}`);
    await system.send(orders, key, ...types);
    await system.hearsAs('consumer', key, ...types);
    await system.hearsAs('delivery', key, ...types);
  });

  it('a record is the same in all its bytes, and lies in the same partition', async () => {
    const records = [
      { channel: orders, key, value: Buffer.from([0, 255, 10]), headers: { ce_id: '1', twice: ['a', Buffer.from([200])] }, partition: 1 },
      { channel: orders, key, value: null, headers: {}, partition: 0 },
      { channel: orders, key: null, value: key, headers: { ce_type: '' }, partition: 1 },
    ];
    await system.broker().send(records);
    const mine = () => system.heard.delivery.filter((record) => String(record.key) === key || String(record.value) === key);
    await eventually(() => expect(mine()).toHaveLength(3));
    const inOrder = mine().sort((one, other) => Number(other.partition) - Number(one.partition));
    expect(inOrder).toMatchObject([
      { key: Buffer.from(key), value: Buffer.from([0, 255, 10]), headers: { ce_id: Buffer.from('1'), twice: [Buffer.from('a'), Buffer.from([200])] }, partition: 1 },
      { key: null, value: Buffer.from(key), headers: { ce_type: Buffer.from('') }, partition: 1 },
      { key: Buffer.from(key), value: null, headers: {}, partition: 0 },
    ]);
  });

  it('takes a record as large as the channel does', async () => {
    await system.broker().send([{ channel: orders, key, value: Buffer.alloc(1_000_000, 'x'), headers: { ce_type: 'ftgo.test.Large.v1' } }]);
    await system.hears(key, 'Large');
  });

  it('the routed channels are as the plain ones', async () => {
    const { brokers } = await testKafka();
    const [plain] = await describeTopics(brokers, [system.system + orders]);
    const name = `${system.system}routed.consumer.${orders}`;
    expect(await describeTopics(brokers, [name])).toEqual([{ ...plain, name }]);
  });
});

describe('a hold', () => {
  it('by type keeps that type back, also of keys that nobody knows yet, and lets the others pass', async () => {
    const held = await router.hold('OrderCreated');
    await system.send(orders, key, 'OrderCreated', 'OrderRejected');
    await system.hears(key, 'OrderRejected');
    expect(await held.state()).toMatchObject({ took: 1, holding: 1 });
    expect(await held.release()).toBe(1);
    await system.hears(key, 'OrderRejected', 'OrderCreated');
  });

  it('by key keeps all of it back, and lets it go in order', async () => {
    const other = uniqueName('other');
    const held = await router.hold().of(key);
    await system.send(orders, key, 'A', 'B', 'C');
    await system.send(orders, other, 'A');
    await system.hears(other, 'A');
    await held.holds(3);
    await held.lift();
    await system.hears(key, 'A', 'B', 'C');
  });

  it('lets go in the reversed order where that is asked for', async () => {
    const held = await router.hold().of(key);
    await system.send(orders, key, 'A', 'B', 'C');
    await held.holds(3);
    await held.release('reversed');
    await system.hears(key, 'C', 'B', 'A');
  });

  it('of the next one lets the second pass', async () => {
    const held = await router.hold('A').once();
    await system.send(orders, key, 'A', 'A', 'B');
    await system.hears(key, 'A', 'B');
    await held.lift();
    await system.hears(key, 'A', 'B', 'A');
  });

  it('for one listener is nothing to the others', async () => {
    const held = await router.hold('A').of(key).for('consumer');
    await system.send(orders, key, 'A', 'B');
    await system.hearsAs('delivery', key, 'A', 'B');
    await system.hearsAs('consumer', key, 'B');
    await held.lift();
    await system.hearsAs('consumer', key, 'B', 'A');
    expect(system.of(key, 'delivery')).toEqual(['A', 'B']);
  });

  it('of everything for one listener is silence to the others', async () => {
    const silence = await router.silence('consumer');
    await system.send(orders, key, 'A', 'B');
    await system.hearsAs('delivery', key, 'A', 'B');
    await silence.holds(2);
    await router.release();
    await system.hearsAs('consumer', key, 'A', 'B');
  });

  it('that is older has the message; a younger one for another listener has the rest', async () => {
    const [first, second] = [await router.hold('A').of(key).for('consumer'), await router.hold('A').of(key)];
    await system.send(orders, key, 'A');
    await Promise.all([first.holds(1), second.holds(1)]);
    await second.lift();
    await system.hearsAs('delivery', key, 'A');
    expect(system.of(key, 'consumer')).toEqual([]);
    await first.lift();
    await system.hearsAs('consumer', key, 'A');
  });

  it('is told with what it holds', async () => {
    const held = await router.hold('A').of(key);
    await system.send(tickets, key, 'A');
    await held.holds();
    const { rules } = await router.ask<{ rules: { id: string }[] }>('GET', '/rules');
    expect(rules).toMatchObject([{ match: { type: 'A', key }, action: { kind: 'hold' }, took: 1, holding: 1 }]);
    expect(await router.ask('GET', `/rules/${rules[0]!.id}/held`)).toEqual({ held: [{ type: 'ftgo.test.A.v1', key, channel: tickets }] });
  });
});

describe('a drop', () => {
  it('lets nobody hear, and holds nothing up', async () => {
    const dropped = await router.drop('A').of(key);
    await system.send(orders, key, 'A', 'B');
    await system.hears(key, 'B');
    expect(await dropped.state()).toMatchObject({ took: 1, holding: 0 });
    await router.reset();
    await system.send(orders, key, 'C');
    await system.hears(key, 'B', 'C');
  });
});

describe('a double', () => {
  it('is the same message again, in all its bytes, in its place', async () => {
    await router.double('A').of(key);
    await system.send(orders, key, 'Before', 'A', 'After');
    await system.hears(key, 'Before', 'A', 'A', 'After');
    const [one, other] = system.heard.consumer.filter((record) => String(record.value) === `${key} A`);
    expect(other).toEqual({ ...one, offset: other!.offset, timestamp: other!.timestamp });
    expect(other!.headers!['ce_id']).toEqual(one!.headers!['ce_id']);
  });
});

describe('a delay', () => {
  it('lets what comes within it go first, and needs no release', async () => {
    await router.delay('Late').by(500);
    // Fetched together: what comes later may come when the time is over.
    await system.send(orders, key, 'Late', 'B', 'C');
    await system.hears(key, 'B', 'C', 'Late');
  });

  it('keeps the order of what it delays', async () => {
    await router.delay('Late').by(100);
    await system.send(orders, key, 'Late', 'B', 'Late');
    await system.hears(key, 'B', 'Late', 'Late');
    const late = system.heard.consumer.filter((record) => String(record.value) === `${key} Late`);
    expect(late.map(({ headers }) => String(headers!['ce_id']))).toEqual([...new Set(late.map(({ headers }) => String(headers!['ce_id'])))]);
  });
});

describe('a reordering', () => {
  it('lets the next of the same key go first, and those of other keys are no next', async () => {
    const other = uniqueName('other');
    await router.reorder('A').withNext(2, 60_000);
    await system.send(orders, key, 'A', 'B');
    await system.send(orders, other, 'C', 'D');
    await system.hears(other, 'C', 'D');
    await system.hears(key, 'B');
    await system.send(orders, key, 'E', 'F');
    await system.hears(key, 'B', 'E', 'A', 'F');
  });

  it('is exact also within what is fetched at once', async () => {
    await router.reorder('A').withNext(1, 60_000);
    await system.send(orders, key, 'A', 'B', 'C');
    await system.hears(key, 'B', 'A', 'C');
  });

  it('counts across channels', async () => {
    const ruled = await router.reorder('A').withNext(1, 60_000);
    await system.send(orders, key, 'A');
    // Channels are read side by side.
    await ruled.holds();
    await system.send(tickets, key, 'B');
    await system.hears(key, 'B', 'A');
  });

  it('waits no longer than it may', async () => {
    await router.reorder('A').withNext(5, 50);
    await system.send(orders, key, 'A');
    await system.hears(key, 'A');
  });
});

describe('delivering one before the other', () => {
  it('keeps the other back until then, across channels', async () => {
    const ruled = await router.deliver('TicketCreated').before('OrderApproved').of(key);
    await system.send(orders, key, 'OrderApproved', 'OrderDelivered');
    await system.hears(key, 'OrderDelivered');
    expect(await ruled.state()).toMatchObject({ holding: 1 });
    await system.send(tickets, key, 'TicketCreated');
    await system.hears(key, 'OrderDelivered', 'TicketCreated', 'OrderApproved');
  });

  it('keeps nothing back that comes after it anyway', async () => {
    await router.deliver('TicketCreated').before('OrderApproved');
    await system.send(tickets, key, 'TicketCreated');
    await system.hears(key, 'TicketCreated');
    await system.send(orders, key, 'OrderApproved');
    await system.hears(key, 'TicketCreated', 'OrderApproved');
  });

  it('is about one key and one listener: what goes first elsewhere is no reason', async () => {
    const passes = async (other: string): Promise<void> => {
      await system.send(orders, other, 'OrderApproved');
      await system.send(tickets, other, 'TicketCreated');
      await system.hears(other, 'TicketCreated', 'OrderApproved');
    };
    const ruled = await router.deliver('TicketCreated').before('OrderApproved').for('consumer');
    await system.send(orders, key, 'OrderApproved');
    await ruled.holds();
    await system.hearsAs('delivery', key, 'OrderApproved');
    await passes(uniqueName('other'));
    expect(system.of(key)).toEqual([]);

    const elsewhere = await router.hold('TicketCreated').of(key).for('consumer');
    await system.send(tickets, key, 'TicketCreated');
    await system.hearsAs('delivery', key, 'OrderApproved', 'TicketCreated');
    await passes(uniqueName('later'));
    expect(system.of(key)).toEqual([]);
    await elsewhere.lift();
    await system.hears(key, 'TicketCreated', 'OrderApproved');
  });
});

describe('a restart of the router', () => {
  it('loses nothing: what was held is heard, for the rules are forgotten', async () => {
    const held = await router.hold('A').of(key);
    await system.send(orders, key, 'A', 'B');
    await held.holds();
    await system.hears(key, 'B');
    await system.stopRouter();
    await system.send(orders, key, 'C');
    await system.startRouter();
    await eventually(() => expect(system.of(key)).toEqual(['B', 'A', 'B', 'C']));
    expect(await system.client.ask('GET', '/rules')).toEqual({ rules: [] });
  });

  it('repeats nothing where nothing was held', async () => {
    await system.send(orders, key, 'A', 'B');
    await system.hears(key, 'A', 'B');
    await system.routerHasCommitted(orders);
    await system.stopRouter();
    await system.startRouter();
    await system.send(orders, key, 'C');
    await system.hears(key, 'A', 'B', 'C');
    expect(system.crashes).toEqual([]);
  });
});
