import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { ReceivedMessage } from '@ftgo/envelope';
import { eventually, uniqueName } from '@ftgo/testing';
import { Controller, type Type } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { KafkaSubscribersOptions } from './kafka-subscribers.ts';
import { MessageContext } from './message-context.ts';
import { OnEvent } from './on-event.ts';
import { OnTopic } from './on-topic.ts';
import { type Ping, type TestService, type Types, pingAndPong, testService } from './test-service.mother.ts';

const running: TestService[] = [];
afterEach(() => Promise.all(running.splice(0).map((service) => service.close())));

async function service(controllers: Type[], options?: Partial<KafkaSubscribersOptions> & { name?: string }): Promise<TestService> {
  const started = await testService(controllers, options);
  running.push(started);
  return started;
}

/** A controller that handles pings with the given function. */
function kitchen(types: Types, handle: (event: Ping, context: MessageContext) => Promise<unknown>): Type {
  @Controller()
  class Kitchen {
    @OnEvent('kitchen', types.Ping)
    onPing(@Payload() event: Ping, @Ctx() context: MessageContext): Promise<unknown> {
      return handle(event, context);
    }
  }
  return Kitchen;
}

describe('a subscriber', () => {
  it('gets the event, the message and the cause for the write path', async () => {
    const types = await pingAndPong();
    const heard: { event: Ping; context: MessageContext }[] = [];
    const { send } = await service([kitchen(types, async (event, context) => heard.push({ event, context }))]);
    await send(types.Ping, 'order-1', { n: 7 }, { id: 'message-1', correlationId: 'request-1' });
    await eventually(() => expect(heard).toHaveLength(1));
    expect(heard[0]!.event).toEqual({ n: 7 });
    const { message, cause } = heard[0]!.context;
    expect(message).toMatchObject({ id: 'message-1', correlationId: 'request-1', key: 'order-1', type: types.Ping.name });
    expect(cause).toEqual({ kind: 'message', subscriber: 'kitchen', message });
  });

  it('is not bothered with types that it does not handle', async () => {
    const types = await pingAndPong();
    const heard: number[] = [];
    const { send, sendRaw, lot } = await service([kitchen(types, async ({ n }) => heard.push(n))]);
    await sendRaw(types.Pong, 'a', 'no JSON at all');
    await sendRaw(types.Ping, 'a', 'nor this', { type: 'somebody.else.Spoke.v1' });
    await send(types.Ping, 'a', { n: 1 });
    await eventually(() => expect(heard).toEqual([1]));
    expect(lot.parked).toEqual([]);
  });

  it('hears a type that another subscriber of the same service handles too', async () => {
    const types = await pingAndPong();
    const heard: string[] = [];
    @Controller()
    class Both {
      @OnEvent('kitchen', types.Ping)
      async kitchen(@Payload() _: Ping, @Ctx() { cause }: MessageContext): Promise<void> {
        heard.push(cause.subscriber);
      }
      @OnEvent('accounting', types.Ping)
      async accounting(@Payload() _: Ping, @Ctx() { cause }: MessageContext): Promise<void> {
        heard.push(cause.subscriber);
      }
    }
    const { send, broker, groupOf } = await service([Both]);
    await send(types.Ping, 'a', { n: 1 });
    await eventually(() => expect(heard.toSorted()).toEqual(['accounting', 'kitchen']));
    expect(broker.health().subscriptions.map(({ group }) => group)).toEqual([groupOf('kitchen'), groupOf('accounting')]);
  });

  it('hears every type that matches, those of tomorrow too, and each of them once', async () => {
    const types = await pingAndPong();
    const heard: string[] = [];
    const { channel } = types.Ping;
    @Controller()
    class Audit {
      @OnEvent('audit', types.Ping)
      async ping(@Payload() { n }: Ping, @Ctx() _: MessageContext): Promise<void> {
        heard.push(`ping ${n}`);
      }
      @OnTopic('audit', { pattern: 'ftgo.test.*.v1', channels: [channel] })
      async tests(@Payload() { type }: ReceivedMessage, @Ctx() { cause }: MessageContext): Promise<void> {
        heard.push(`${cause.subscriber} ${type}`);
      }
      @OnTopic('audit', { pattern: 'ftgo.#', channels: [channel] })
      async others(@Payload() { body }: ReceivedMessage, @Ctx() _: MessageContext): Promise<void> {
        heard.push(String(body));
      }
    }
    const { send, sendRaw } = await service([Audit]);
    await sendRaw(types.Ping, 'a', 'not ours', { type: 'somebody.else.Spoke.v1' });
    await send(types.Ping, 'a', { n: 1 });
    await sendRaw(types.Ping, 'a', '{}', { type: 'ftgo.test.OfTomorrow.v1' });
    await sendRaw(types.Ping, 'a', 'whatever it is', { type: 'ftgo.elsewhere.Happened.v3' });
    await eventually(() => expect(heard).toEqual(['ping 1', 'audit ftgo.test.OfTomorrow.v1', 'whatever it is']));
  });

  it('may handle several types with one method', async () => {
    const types = await pingAndPong();
    const heard: number[] = [];
    @Controller()
    class Kitchen {
      @OnEvent('kitchen', types.Ping)
      @OnEvent('kitchen', types.Pong)
      async onEither(@Payload() { n }: Ping, @Ctx() _: MessageContext): Promise<void> {
        heard.push(n);
      }
    }
    const { send } = await service([Kitchen]);
    await send(types.Ping, 'a', { n: 1 });
    await send(types.Pong, 'a', { n: 2 });
    await eventually(() => expect(heard).toEqual([1, 2]));
  });

  it('cannot handle one type twice', async () => {
    const types = await pingAndPong();
    const [one, other] = [kitchen(types, async () => undefined), kitchen(types, async () => undefined)];
    await expect(service([one, other])).rejects.toThrow('kitchen handles ftgo.test.Ping.v1 twice');
  });

  it('must take the cause', async () => {
    const types = await pingAndPong();
    expect(() => {
      class Careless {
        @OnEvent('kitchen', types.Ping)
        async onPing(@Payload() _: Ping): Promise<void> {}
      }
      return Careless;
    }).toThrow('onPing must take');
  });
});

describe('order', () => {
  it('is kept within a key, while keys run side by side', async () => {
    const types = await pingAndPong(1);
    const [begun, heard]: [string[], string[]] = [[], []];
    let release!: () => void;
    const work = new Promise<void>((resolve) => (release = resolve));
    const { broker, send } = await service([
      kitchen(types, async ({ n }, { message }) => {
        begun.push(`${message.key}${n}`);
        await work;
        await delay(Math.random() * 5);
        heard.push(`${message.key}${n}`);
      }),
    ]);
    const keys = ['a', 'b', 'c', 'd'];
    await Promise.all([1, 2, 3, 4, 5].flatMap((n) => keys.map((key) => send(types.Ping, key, { n }))));
    await eventually(() => expect(broker.health().subscriptions[0]!.lag).toBe(20));
    expect(begun.toSorted()).toEqual(['a1', 'b1', 'c1', 'd1']);
    release();
    await eventually(() => expect(heard).toHaveLength(20));
    for (const key of keys) expect(heard.filter((text) => text.startsWith(key))).toEqual([1, 2, 3, 4, 5].map((n) => `${key}${n}`));
    await eventually(() => expect(broker.health().subscriptions[0]!.lag).toBe(0));
  });

  it('holds no more messages at once than it may', async () => {
    const types = await pingAndPong(1);
    let begun = 0;
    let release!: () => void;
    const work = new Promise<void>((resolve) => (release = resolve));
    const slow = kitchen(types, () => (begun++, work));
    const { send, broker } = await service([slow], { concurrency: 3 });
    await Promise.all(Array.from({ length: 10 }, (_, n) => send(types.Ping, `key-${n}`, { n })));
    await eventually(() => expect(begun).toBe(3));
    await delay(100);
    expect(begun).toBe(3);
    release();
    await eventually(() => expect(begun).toBe(10));
    await eventually(() => expect(broker.health().subscriptions[0]!.lag).toBe(0));
  });
});

describe('at shutdown', () => {
  it('what runs is finished and committed, what waits is left to the next instance', async () => {
    const types = await pingAndPong(1);
    const name = uniqueName('service');
    const heard: string[] = [];
    let finish!: () => void;
    const work = new Promise<void>((resolve) => (finish = resolve));
    const first = await service([kitchen(types, ({ n }) => work.then(() => heard.push(`first ${n}`)))], { name });
    await first.send(types.Ping, 'a', { n: 1 });
    await first.send(types.Ping, 'a', { n: 2 });
    await eventually(() => expect(first.broker.health().subscriptions[0]!.lag).toBe(2));
    const closed = first.app.close();
    finish();
    await closed;
    const second = await service([kitchen(types, async ({ n }) => heard.push(`second ${n}`))], { name });
    await second.send(types.Ping, 'a', { n: 3 });
    await eventually(() => expect(heard).toEqual(['first 1', 'second 2', 'second 3']));
  });
});
