import { WritePath } from '@ftgo/write-path';
import { StoredTickets } from '../../../services/restaurant/src/kitchen/outbound/prisma/stored-tickets.ts';
import { KitchenSteps } from './kitchen-steps.ts';
import { silent } from './translated-write-path.ts';
import { Uptime } from './uptime.ts';

/** The step on what the service itself keeps tickets with. */
export const kitchenStepsProvider = {
  provide: KitchenSteps,
  useFactory: (writePath: WritePath) => new KitchenSteps(new StoredTickets(silent(writePath)), new Uptime('restaurant')),
  inject: [WritePath],
};
