import { OrderGrpc } from '@ftgo/order-api';
import { runService } from '@ftgo/service-runtime';
import { readOrderConfig } from './config.ts';
import { OrderServiceModule } from './order-service.module.ts';

await runService({
  name: 'order',
  readConfig: readOrderConfig,
  module: OrderServiceModule.with,
  grpc: { 'ftgo.order.v1.OrderService': OrderGrpc.OrderServiceService },
});
