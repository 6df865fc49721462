import { runService } from '@ftgo/service-runtime';
import { consumerService } from './consumer-service.module.ts';

await runService(consumerService());
