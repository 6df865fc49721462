import { WritePath } from '@ftgo/write-path';
import { StoredAuthorizations } from '../../../services/consumer/src/accounting/outbound/prisma/stored-authorizations.ts';
import { StoredConsumers } from '../../../services/consumer/src/consumer/outbound/prisma/stored-consumers.ts';
import { PrismaClient } from '../../../services/consumer/src/generated/prisma/client.ts';
import { ConsumerSteps } from './consumer-steps.ts';
import { silent } from './translated-write-path.ts';
import { Uptime } from './uptime.ts';

/** The steps on what the service itself keeps consumers and authorizations with. */
export const consumerStepsProvider = {
  provide: ConsumerSteps,
  useFactory: (writePath: WritePath, prisma: PrismaClient) =>
    new ConsumerSteps(new StoredConsumers(silent(writePath), prisma), new StoredAuthorizations(silent(writePath)), new Uptime('consumer')),
  inject: [WritePath, PrismaClient],
};
