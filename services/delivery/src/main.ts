import { DeliveryGrpc } from '@ftgo/delivery-api';
import { runService } from '@ftgo/service-runtime';
import { readDeliveryConfig } from './config.ts';
import { DeliveryServiceModule } from './delivery-service.module.ts';

await runService({
  name: 'delivery',
  readConfig: readDeliveryConfig,
  module: DeliveryServiceModule.with,
  grpc: { 'ftgo.delivery.v1.DeliveryService': DeliveryGrpc.DeliveryServiceService },
});
