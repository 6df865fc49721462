import { runService } from '@ftgo/service-runtime';
import { orderService } from './order-service.module.ts';

await runService(orderService());
