import { runService } from '@ftgo/service-runtime';
import { orchestratingOrder } from '../orchestrated/order.ts';

await runService(orchestratingOrder());
