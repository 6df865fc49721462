import { messageTypes } from '@ftgo/envelope';
import { StepDone, StepRefused } from '../generated/ftgo/saga/v1/saga.ts';

/** The replies of a saga's participants, on the channel that its commands name. */
export const repliesOn = (channel: string) => messageTypes(channel, { StepDone, StepRefused });

export { SagaStep, StepDone, StepRefused } from '../generated/ftgo/saga/v1/saga.ts';
export * from './step.ts';
