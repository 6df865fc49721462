import { KafkaJsBroker, KafkaSubscribers, LiveTail, MessageBroker } from '@ftgo/messaging';
import { LogTailingRelay, OutboxRelay } from '@ftgo/outbox';
import { CoalescingWritePath, WritePath, maintainOutbox, prismaSql } from '@ftgo/write-path';
import { type DynamicModule, Global, Inject, Logger, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { ServiceConfig } from './config.ts';
import { DatabaseReady, type PrismaClass, type PrismaLike, connect } from './database.ts';
import { ReadinessCheck } from './health.ts';

interface Options<P extends PrismaLike> {
  readonly name: string;
  readonly config: ServiceConfig;
  /** The class that `prisma generate` made; injectable by that class. */
  readonly prisma: PrismaClass<P>;
}
