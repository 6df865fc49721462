import { setTimeout as delay } from 'node:timers/promises';
import { KafkaBroker, KafkaSubscribers, MessageContext, OnEvent } from '@ftgo/messaging';
import { type AggregateTable, CoalescingWritePath, pgSql, writePool } from '@ftgo/write-path';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, Payload } from '@nestjs/microservices';
import { SUBSCRIBER } from '../ground/wire.ts';
import type { Receive } from './receive.ts';
import { SESSION_TIMEOUT } from './session.ts';
import { silent } from './silent.ts';
import { type Body, steppedOn } from './stepped.ts';

type Handled = readonly number[];

const aggregates: AggregateTable<Handled> = {
  table: 'aggregates',
  columns: { handled: 'jsonb' },
  toRow: (handled) => ({ handled }),
  fromRow: ({ handled }) => handled as Handled,
};

/** A service as the product's are: its runtime between Kafka and the handler, the write path with its inbox below. */
export const effectivelyOnce: Receive = async (settings, crashing) => {
  const pool = writePool({ connectionString: settings.databaseUrl });
  const writePath = new CoalescingWritePath(pgSql(pool));

  @Controller()
  class Receiver {
    @OnEvent(SUBSCRIBER, steppedOn(settings.topic))
    async stepped(@Payload() { aggregate, n }: Body, @Ctx() { cause }: MessageContext): Promise<void> {
      await crashing.pass('before handling');
      await delay(settings.work ?? 0);
      await writePath.update([{ table: aggregates, id: aggregate }], (handled) => ({ states: [[...(handled ?? []), n]] }), cause);
      await crashing.pass('after handling');
    }
  }

  @Module({ controllers: [Receiver] })
  class Service {}

  const crash = (_: string, error: Error) => {
    console.error(error);
    process.exit(1);
  };
  const times = { sessionTimeout: SESSION_TIMEOUT };
  const broker = new KafkaBroker({ brokers: settings.brokers, clientId: 'lab-receiver', logger: silent, onCrash: crash, times });
  const strategy = new KafkaSubscribers({ service: settings.service, broker, writePath: () => writePath, joinWithin: 30_000 });
  const app = await NestFactory.createMicroservice(Service, { strategy, logger: false });
  await app.listen();
  return async () => {
    await app.close();
    await broker.close();
    await pool.end();
  };
};
