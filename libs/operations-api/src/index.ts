import { messageTypes } from '@ftgo/envelope';
import { DeadLettered } from '../generated/ftgo/operations/v1/dead_letters.ts';

/** For tools outside; keyed as the message itself. Nobody in the system reads them. */
export const deadLetterEvents = messageTypes('ftgo.dead-letters', { DeadLettered });

export * as DeadLetterEvents from '../generated/ftgo/operations/v1/dead_letters.ts';
export * as OperationsGrpc from '../generated/ftgo/operations/v1/operations_service.ts';
export type { ViewGeneration } from '../generated/ftgo/operations/v1/views.ts';
export type { DeadLetter, Record as DeadRecord } from '../generated/ftgo/operations/v1/dead_letters.ts';
