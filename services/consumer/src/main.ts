import { ConsumerGrpc } from '@ftgo/consumer-api';
import { runService } from '@ftgo/service-runtime';
import { readConsumerConfig } from './config.ts';
import { ConsumerServiceModule } from './consumer-service.module.ts';

await runService({
  name: 'consumer',
  readConfig: readConsumerConfig,
  module: ConsumerServiceModule.with,
  grpc: { 'ftgo.consumer.v1.ConsumerService': ConsumerGrpc.ConsumerServiceService },
});
