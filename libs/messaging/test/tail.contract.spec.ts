import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually, uniqueName, uniqueTopic } from '@ftgo/testing';
import { type TestBroker, closeAll, groups, numbered, testBroker } from './broker-member.ts';

afterEach(closeAll);

async function listener(broker: TestBroker, topic: string, name = uniqueName('tail')) {
  const heard: string[] = [];
  const tail = broker.broker.tail(name, [topic], ({ value }) => heard.push(String(value)));
  await tail.hearing;
  return { heard, tail, name };
}

describe('a tail', () => {
  it('hears what is sent from now on, and nothing older', async () => {
    const topic = await uniqueTopic('tail', { partitions: 3 });
    const broker = await testBroker();
    await broker.broker.send(numbered(topic, 'a', 1, 3));
    const { heard } = await listener(broker, topic);
    await broker.broker.send(numbered(topic, 'a', 4, 6));
    await eventually(() => expect(heard).toEqual(['a:4', 'a:5', 'a:6']));
  });

  it('hears everything, although others of the same name hear it too', async () => {
    const topic = await uniqueTopic('tail', { partitions: 3 });
    const [one, two] = [await testBroker(), await testBroker()];
    const name = uniqueName('tail');
    const listeners = [await listener(one, topic, name), await listener(two, topic, name)];
    await one.broker.send(['a', 'b', 'c', 'd'].flatMap((key) => numbered(topic, key, 1, 1)));
    await eventually(() => expect(listeners.map(({ heard }) => heard.length)).toEqual([4, 4]));
  });

  it('misses nothing that is sent while its connection is down', async () => {
    const topic = await uniqueTopic('tail');
    const [broker, sender] = [await testBroker(), await testBroker()];
    const { heard } = await listener(broker, topic);
    await sender.broker.send(numbered(topic, 'a', 1, 2));
    await eventually(() => expect(heard).toEqual(['a:1', 'a:2']));
    broker.network.cut();
    await sender.broker.send(numbered(topic, 'a', 3, 4));
    broker.network.mend();
    await eventually(() => expect(heard).toEqual(['a:1', 'a:2', 'a:3', 'a:4']), { within: 25_000 });
  });

  it('hears nothing while it is paused, and everything from the moment it is resumed', async () => {
    const topic = await uniqueTopic('tail', { partitions: 3 });
    const broker = await testBroker();
    const { heard, tail } = await listener(broker, topic);
    tail.pause();
    await broker.broker.send(numbered(topic, 'a', 1, 3));
    await tail.resume();
    await broker.broker.send(numbered(topic, 'a', 4, 5));
    await eventually(() => expect(heard).toEqual(['a:4', 'a:5']));
  });

  it('goes on after a listener failed', async () => {
    const topic = await uniqueTopic('tail');
    const broker = await testBroker();
    const heard: string[] = [];
    const tail = broker.broker.tail(uniqueName('tail'), [topic], ({ value }) => {
      heard.push(String(value));
      throw new TypeError('a listener with a bug');
    });
    await tail.hearing;
    await broker.broker.send(numbered(topic, 'a', 1, 2));
    await eventually(() => expect(heard).toEqual(['a:1', 'a:2']));
  });

  it('leaves no group behind', async () => {
    const topic = await uniqueTopic('tail');
    const broker = await testBroker();
    const { tail, name } = await listener(broker, topic);
    expect((await groups()).filter((group) => group.startsWith(name))).toHaveLength(1);
    await tail.stop();
    await eventually(async () => expect((await groups()).filter((group) => group.startsWith(name))).toEqual([]));
  });
});
