import { runService } from '@ftgo/service-runtime';
import { deliveryService } from './delivery-service.module.ts';

await runService(deliveryService());
