import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually, uniqueTopic } from '@ftgo/testing';
import { Member, closeAll, committed, numbered, testBroker } from './broker-member.ts';

afterEach(closeAll);

/** Each value's first appearance: copies may come, but not before what they are copies of. */
const firsts = (values: string[]): string[] => [...new Set(values)];
const expected = (key: string, to: number): string[] => Array.from({ length: to }, (_, i) => `${key}:${i + 1}`);

describe('a member that dies before it commits', () => {
  it('leaves what it had not settled to the next one', async () => {
    const topic = await uniqueTopic('faults');
    const dying = await testBroker({ sessionTimeout: 6_000, stopWithin: 500 });
    const broker = await testBroker();
    const victim = new Member([topic]);
    victim.take = (batch) => batch.records.slice(0, 2).forEach((record) => batch.settle(record));
    await victim.join(dying);
    await broker.broker.send(numbered(topic, 'a', 1, 5));
    await eventually(async () => expect(await committed(victim.group, topic)).toEqual([2]));
    dying.network.cut();

    const heir = await new Member([topic], victim.group).join(broker);
    await eventually(() => expect(heir.values).toEqual(['a:3', 'a:4', 'a:5']), { within: 30_000 });
  });
});

describe('a rebalance', () => {
  it('loses nothing and keeps the order of each key while members come and go', async () => {
    const topic = await uniqueTopic('faults', { partitions: 4 });
    const [one, two, sender] = [await testBroker(), await testBroker(), await testBroker()];
    const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    let sent = 0;
    let sending = true;
    const stream = (async () => {
      for (; sending; sent++) await sender.broker.send(keys.flatMap((key) => numbered(topic, key, sent + 1, sent + 1)));
    })();

    const heardInTime: string[] = [];
    const slowly = (member: Member): Member => {
      // Settled a little later, so that work is always under way when partitions move.
      member.take = (batch) => {
        heardInTime.push(...batch.records.map(({ value }) => String(value)));
        void delay(5).then(() => batch.records.forEach((record) => batch.settle(record)));
      };
      return member;
    };
    const first = await slowly(new Member([topic])).join(one);
    await eventually(() => expect(first.heard.length).toBeGreaterThan(50));
    const second = await slowly(new Member([topic], first.group)).join(two);
    await eventually(() => expect(second.heard.length).toBeGreaterThan(50));
    const before = second.heard.length;
    await first.running.stop();
    await eventually(() => expect(second.heard.length).toBeGreaterThan(before + 50));
    sending = false;
    await stream;

    await eventually(async () => expect((await committed(first.group, topic)).filter((at) => at > 0).reduce((a, b) => a + b)).toBe(sent * keys.length));
    for (const key of keys) expect(firsts(heardInTime.filter((value) => value.startsWith(`${key}:`)))).toEqual(expected(key, sent));
  });

  it('revokes what the member had, and gives it again what it had not settled', async () => {
    const topic = await uniqueTopic('faults', { partitions: 2 });
    const [one, two] = [await testBroker(), await testBroker()];
    const member = new Member([topic]);
    member.take = () => undefined;
    await member.join(one);
    await one.broker.send(numbered(topic, 'a', 1, 3));
    await eventually(() => expect(member.heard).toHaveLength(3));
    const other = new Member([topic], member.group);
    other.take = () => undefined;
    await other.join(two);
    await eventually(() => expect(member.batches[0]!.revoked.aborted).toBe(true));
    await eventually(() => expect([...member.values, ...other.values]).toEqual([...expected('a', 3), ...expected('a', 3)]));
    // Settling what was revoked moves no position.
    member.batches[0]!.records.forEach((record) => member.batches[0]!.settle(record));
    await delay(300);
    expect((await committed(member.group, topic)).every((at) => at <= 0)).toBe(true);
  });
});

describe('a member whose work takes longer than its session', () => {
  it('keeps its partitions', async () => {
    const topic = await uniqueTopic('faults');
    const broker = await testBroker({ sessionTimeout: 8_000 });
    const member = new Member([topic]);
    member.take = (batch) => delay(10_000).then(() => batch.records.forEach((record) => batch.settle(record)));
    await member.join(broker);
    await broker.broker.send(numbered(topic, 'a', 1, 3));
    await eventually(async () => expect(await committed(member.group, topic)).toEqual([3]), { within: 30_000 });
    expect(member.values).toEqual(expected('a', 3));
    expect(member.batches[0]!.revoked.aborted).toBe(false);
  });
});

describe('a network that is cut for a while', () => {
  it('is survived without a crash, a loss or a change of order', async () => {
    const topic = await uniqueTopic('faults');
    const [broker, sender] = [await testBroker({ sessionTimeout: 6_000 }), await testBroker()];
    const member = await new Member([topic]).join(broker);
    await sender.broker.send(numbered(topic, 'a', 1, 10));
    await eventually(() => expect(member.heard.length).toBe(10));
    broker.network.cut();
    await sender.broker.send(numbered(topic, 'a', 11, 20));
    await delay(8_000);
    broker.network.mend();
    await sender.broker.send(numbered(topic, 'a', 21, 30));
    await eventually(() => expect(firsts(member.values)).toEqual(expected('a', 30)), { within: 20_000 });
    expect(broker.crashes).toEqual([]);
    // What was heard may be of a membership that is just being renewed.
    await eventually(() => expect(broker.broker.health().subscriptions[0]).toMatchObject({ state: 'running', partitions: 1 }));
  });

  it('costs no rebalance when it is short', async () => {
    const topic = await uniqueTopic('faults');
    const [broker, sender] = [await testBroker(), await testBroker()];
    const member = await new Member([topic]).join(broker);
    await sender.broker.send(numbered(topic, 'a', 1, 2));
    await eventually(() => expect(member.values).toEqual(expected('a', 2)));
    broker.network.cut();
    await delay(1_000);
    broker.network.mend();
    await sender.broker.send(numbered(topic, 'a', 3, 4));
    await eventually(() => expect(firsts(member.values)).toEqual(expected('a', 4)));
    expect(member.batches[0]!.revoked.aborted).toBe(false);
  });

  it('delays a start, and does not fail it', async () => {
    const topic = await uniqueTopic('faults');
    const [broker, sender] = [await testBroker(), await testBroker()];
    broker.network.cut();
    const member = new Member([topic]);
    member.running = broker.broker.subscribe(member);
    await sender.broker.send(numbered(topic, 'a', 1, 3));
    expect(broker.broker.health().subscriptions[0]!.state).toBe('joining');
    await delay(1_500);
    broker.network.mend();
    await eventually(() => expect(member.values).toEqual(expected('a', 3)), { within: 20_000 });
  });
});

describe('a consumer that dies of a bug', () => {
  it('says so, that the process may end: nobody else would notice', async () => {
    const topic = await uniqueTopic('faults');
    const broker = await testBroker();
    const member = new Member([topic]);
    member.take = () => {
      throw new TypeError('undefined is not a function');
    };
    await member.join(broker);
    await broker.broker.send(numbered(topic, 'a', 1, 1));
    await eventually(() => expect(broker.crashes).toEqual([`${member.group}: undefined is not a function`]));
    expect(broker.broker.health().subscriptions[0]).toMatchObject({ state: 'crashed', partitions: 0 });
    expect(await committed(member.group, topic)).toEqual([-1]);
  });
});
