import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import { Refusal } from '@ftgo/refusals';
import { PassingFault } from '@ftgo/write-path';
import { type ArgumentsHost, Catch, Controller, type ExceptionFilter, type PipeTransform, UseFilters, UsePipes } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { EMPTY } from 'rxjs';
import { MessageContext } from './message-context.ts';
import { OnEvent } from './on-event.ts';
import { type Ping, type TestService, type Types, pingAndPong, testService } from './test-service.mother.ts';

let service: TestService | undefined;
afterEach(() => service?.close());

const soon = { first: 5, longest: 20, attempts: 3, time: 30 };

/** A service whose handler does to the first messages what `faults` says, by number, and handles the others. */
async function kitchen(types: Types, faults: Record<number, () => unknown>) {
  const heard: string[] = [];
  const calls: string[] = [];
  @Controller()
  class Kitchen {
    @OnEvent('kitchen', types.Ping)
    async onPing(@Payload() { n }: Ping, @Ctx() { message }: MessageContext): Promise<void> {
      calls.push(`${message.key}${n}`);
      const fault = faults[n]?.();
      if (fault) throw fault;
      heard.push(`${message.key}${n}`);
    }
  }
  service = await testService([Kitchen], { patience: soon });
  return { heard, calls, service };
}

const times = (count: number, error: () => unknown) => () => (count-- > 0 ? error() : undefined);
const away = () => new PassingFault('The database is away');
const settled = (tested: TestService) => eventually(() => expect(tested.broker.health().subscriptions[0]!.lag).toBe(0));

describe('a passing fault', () => {
  it('is tried again until it passes, and the key waits in order', async () => {
    const types = await pingAndPong(1);
    const { heard, calls, service } = await kitchen(types, { 1: times(2, away) });
    for (const n of [1, 2]) await service.send(types.Ping, 'a', { n });
    await eventually(() => expect(heard).toEqual(['a1', 'a2']));
    expect(calls).toEqual(['a1', 'a1', 'a1', 'a2']);
    expect(service.lot.parked).toEqual([]);
    await settled(service);
  });

  it('is also that the write path is overloaded', async () => {
    const types = await pingAndPong(1);
    const { heard, service } = await kitchen(types, { 1: times(1, () => new Refusal('overloaded', 'OVERLOADED', 'Too many calls')) });
    await service.send(types.Ping, 'a', { n: 1 });
    await eventually(() => expect(heard).toEqual(['a1']));
    expect(service.lot.parked).toEqual([]);
  });

  it('counts as permanent beyond a bound of attempts and time', async () => {
    const types = await pingAndPong(1);
    const { heard, service } = await kitchen(types, { 1: away });
    await service.send(types.Ping, 'a', { n: 1 });
    await service.send(types.Ping, 'b', { n: 2 });
    await eventually(() => expect(service.lot.parked).toHaveLength(1));
    expect(service.lot.parked[0]!.report.class).toBe('PassingFault');
    expect(service.lot.parked[0]!.report.attempts).toBeGreaterThanOrEqual(3);
    await eventually(() => expect(heard).toEqual(['b2']));
    await settled(service);
  });

  it('dead-letters nothing, however long it lasts, while the database is away', async () => {
    const types = await pingAndPong(1);
    const { heard, calls, service } = await kitchen(types, { 1: () => (service.lot.isAway ? away() : undefined) });
    service.lot.isAway = true;
    await service.send(types.Ping, 'a', { n: 1 });
    await eventually(() => expect(calls.length).toBeGreaterThan(20));
    service.lot.isAway = false;
    await eventually(() => expect(heard).toEqual(['a1']));
    expect(service.lot.parked).toEqual([]);
  });
});

describe('a permanent fault', () => {
  it.each([
    ['an error', () => new TypeError('undefined is not a function'), 'TypeError'],
    ['a refusal', () => new Refusal('conflict', 'ORDER_FINAL', 'The order is final'), 'Refusal ORDER_FINAL'],
    ['something that is no error', () => 'a string', 'HandlerError'],
  ])('such as %s parks the key at once', async (_, fault, name) => {
    const types = await pingAndPong(1);
    const { heard, calls, service } = await kitchen(types, { 1: fault });
    await service.send(types.Ping, 'a', { n: 1 }, { id: 'message-1' });
    await service.send(types.Ping, 'b', { n: 2 });
    await eventually(() => expect(service.lot.parked).toHaveLength(1));
    expect(service.lot.parked[0]).toMatchObject({ subscriber: 'kitchen', message: { id: 'message-1', key: 'a' }, report: { class: name, attempts: 1 } });
    await eventually(() => expect(heard).toEqual(['b2']));
    expect(calls.filter((call) => call === 'a1')).toHaveLength(1);
    await settled(service);
  });

  it('is a body that cannot be decoded', async () => {
    const types = await pingAndPong(1);
    const { heard, service } = await kitchen(types, {});
    await service.sendRaw(types.Ping, 'a', '{"n":');
    await service.sendRaw(types.Ping, 'b', '[]');
    await service.send(types.Ping, 'c', { n: 3 });
    await eventually(() => expect(service.lot.parked.map(({ report }) => report.class)).toEqual(['UndecodableBody', 'UndecodableBody']));
    await eventually(() => expect(heard).toEqual(['c3']));
    await settled(service);
  });

  it('is a body in a format that nobody here reads', async () => {
    const types = await pingAndPong(1);
    const { heard, service } = await kitchen(types, {});
    await service.sendRaw(types.Ping, 'a', '<n>1</n>', { contentType: 'application/xml' });
    await service.send(types.Ping, 'c', { n: 3 });
    await eventually(() => expect(service.lot.parked.map(({ report }) => report.class)).toEqual(['UnknownContentType']));
    expect(service.lot.parked[0]!.report.detail).toMatch(/came as application\/xml/);
    await eventually(() => expect(heard).toEqual(['c3']));
    await settled(service);
  });

  it('is parked again and again until that succeeds: nothing is dropped, and the key waits', async () => {
    const types = await pingAndPong(1);
    const { heard, service } = await kitchen(types, { 1: () => new TypeError('a bug') });
    service.lot.faults.push(away(), new Error('a bug in the dead letters'));
    for (const n of [1, 2]) await service.send(types.Ping, 'a', { n });
    await eventually(() => expect(service.lot.parked).toHaveLength(1));
    await eventually(() => expect(heard).toEqual(['a2']));
  });
});

describe("Nest's own way", () => {
  @Catch()
  class Swallow implements ExceptionFilter {
    static readonly seen: unknown[] = [];
    catch(error: unknown, _: ArgumentsHost) {
      Swallow.seen.push(error);
      return EMPTY;
    }
  }
  class Doubling implements PipeTransform {
    transform(value: unknown) {
      return value instanceof MessageContext ? value : { n: (value as Ping).n * 2 };
    }
  }
  class Refusing implements PipeTransform {
    transform(): never {
      throw new Error('not through this pipe');
    }
  }

  it('through pipes is gone', async () => {
    const types = await pingAndPong(1);
    const heard: number[] = [];
    @Controller()
    @UsePipes(Doubling)
    class Kitchen {
      @OnEvent('kitchen', types.Ping)
      async onPing(@Payload() { n }: Ping, @Ctx() _: MessageContext): Promise<void> {
        heard.push(n);
      }
    }
    service = await testService([Kitchen]);
    await service.send(types.Ping, 'a', { n: 21 });
    await eventually(() => expect(heard).toEqual([42]));
  });

  it('through filters is not: one that swallows errors would lose messages', async () => {
    const types = await pingAndPong(1);
    @Controller()
    @UseFilters(Swallow)
    class Kitchen {
      @OnEvent('kitchen', types.Ping)
      async onPing(@Payload() _: Ping, @Ctx() __: MessageContext): Promise<void> {
        throw new TypeError('a bug');
      }
    }
    service = await testService([Kitchen]);
    await service.send(types.Ping, 'a', { n: 1 });
    await eventually(() => expect(service!.lot.parked[0]?.report.class).toBe('TypeError'));
    expect(Swallow.seen).toEqual([]);
  });

  it('parks what a pipe refuses', async () => {
    const types = await pingAndPong(1);
    @Controller()
    @UsePipes(Refusing)
    class Kitchen {
      @OnEvent('kitchen', types.Ping)
      async onPing(@Payload() _: Ping, @Ctx() __: MessageContext): Promise<void> {}
    }
    service = await testService([Kitchen]);
    await service.send(types.Ping, 'a', { n: 1 });
    await eventually(() => expect(service!.lot.parked).toHaveLength(1));
  });
});
