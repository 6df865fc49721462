import { Controller, Get, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { environment } from './environment.ts';
import { kafkaOptions } from './messaging/kafka-options.ts';

@Controller('readyz')
class HealthController {
  @Get()
  ready(): object {
    return { status: 'ok' };
  }
}

/** NestJS docs, "Hybrid application": HTTP on Express for probes, Kafka, and gRPC where the service has it. */
export async function runService(name: string, module: Type, ...transports: MicroserviceOptions[]): Promise<void> {
  @Module({ imports: [module], controllers: [HealthController] })
  class ServiceModule {}

  const app = await NestFactory.create(ServiceModule, { logger: ['error', 'warn'] });
  app.enableShutdownHooks();
  for (const transport of [...transports, kafkaOptions(name)]) app.connectMicroservice<MicroserviceOptions>(transport, { inheritAppConfig: true });
  await app.startAllMicroservices();
  await app.listen(environment.httpPort(), '127.0.0.1');
}
