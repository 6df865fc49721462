import { runService } from '@ftgo/service-runtime';
import { callingOrder } from '../synchronous/order.ts';

await runService(callingOrder());
