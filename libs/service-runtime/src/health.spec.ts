import { afterEach, describe, expect, it } from '@jest/globals';
import { HealthCheckService, HealthIndicatorService, TerminusModule } from '@nestjs/terminus';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { firstValueFrom, take, toArray } from 'rxjs';
import { HealthCheckResponse_ServingStatus as Serving } from '../generated/grpc/health/v1/health.ts';
import { GrpcHealthController, ServedGrpcServices } from './grpc-health.ts';
import { HealthController, Readiness, ReadinessCheck } from './health.ts';

class Kitchen extends ReadinessCheck {
  override readonly name = 'kitchen';
  lacks: string | undefined;

  override async check(): Promise<void> {
    if (this.lacks) throw new Error(this.lacks);
  }
}

let context: INestApplicationContext | undefined;
afterEach(() => context?.close());

async function anInstance() {
  context = await NestFactory.createApplicationContext({ module: class {}, imports: [TerminusModule] }, { logger: false });
  const indicators = context.get(HealthIndicatorService, { strict: false });
  const kitchen = new Kitchen();
  const readiness = new Readiness([kitchen], indicators);
  const rest = new HealthController(context.get(HealthCheckService, { strict: false }), readiness, indicators);
  const grpc = new GrpcHealthController(readiness, new ServedGrpcServices(['ftgo.kitchen.v1.KitchenService']));
  return { kitchen, readiness, rest, grpc };
}

type Instance = Awaited<ReturnType<typeof anInstance>>;

const failing = { getStatus: expect.anything() };
const downWith = (name: string, message: string) => ({ response: { status: 'error', error: { [name]: { status: 'down', message } } } });
const overGrpc = async ({ grpc }: Instance, service = '') => Serving[(await grpc.check({ service })).status];

describe('an instance that starts', () => {
  it('is alive, has not started and is not ready', async () => {
    const instance = await anInstance();
    await expect(instance.rest.live()).resolves.toMatchObject({ status: 'ok' });
    await expect(instance.rest.startup()).rejects.toMatchObject({ ...failing, ...downWith('startup', 'starting') });
    await expect(instance.rest.ready()).rejects.toMatchObject({ ...failing, ...downWith('lifecycle', 'starting') });
    expect(await overGrpc(instance)).toBe('NOT_SERVING');
  });
});

describe('an instance that has started', () => {
  it('is ready when it has what it needs', async () => {
    const instance = await anInstance();
    instance.readiness.markStarted();
    await expect(instance.rest.startup()).resolves.toMatchObject({ status: 'ok' });
    await expect(instance.rest.ready()).resolves.toMatchObject({ status: 'ok', details: { kitchen: { status: 'up' } } });
    expect(await overGrpc(instance)).toBe('SERVING');
    expect(await overGrpc(instance, 'ftgo.kitchen.v1.KitchenService')).toBe('SERVING');
  });

  it('is not ready without, says what it lacks, and stays alive', async () => {
    const instance = await anInstance();
    instance.readiness.markStarted();
    instance.kitchen.lacks = 'no gas';
    await expect(instance.rest.ready()).rejects.toMatchObject(downWith('kitchen', 'no gas'));
    expect(await overGrpc(instance)).toBe('NOT_SERVING');
    await expect(instance.rest.live()).resolves.toMatchObject({ status: 'ok' });
    await expect(instance.rest.startup()).resolves.toMatchObject({ status: 'ok' });
  });

  it('is not ready any more once it drains, and stays alive', async () => {
    const instance = await anInstance();
    instance.readiness.markStarted();
    instance.readiness.markDraining();
    await expect(instance.rest.ready()).rejects.toMatchObject(downWith('lifecycle', 'draining'));
    await expect(instance.rest.live()).resolves.toMatchObject({ status: 'ok' });
  });

  it('tells whoever watches when that changes, and no more often', async () => {
    const instance = await anInstance();
    const told = firstValueFrom(instance.grpc.watch({ service: '' }).pipe(take(2), toArray()));
    setTimeout(() => instance.readiness.markStarted(), 100);
    expect((await told).map(({ status }) => Serving[status])).toEqual(['NOT_SERVING', 'SERVING']);
  });

  it('knows no service that it does not serve', async () => {
    const { grpc } = await anInstance();
    await expect(grpc.check({ service: 'ftgo.order.v1.OrderService' })).rejects.toMatchObject({ kind: 'not-found' });
    const [first] = await firstValueFrom(grpc.watch({ service: 'ftgo.order.v1.OrderService' }).pipe(take(1), toArray()));
    expect(first).toEqual({ status: Serving.SERVICE_UNKNOWN });
  });
});
