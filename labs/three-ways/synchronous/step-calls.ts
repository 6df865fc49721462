// The steps as calls: gRPC with JSON bodies, so that a lab needs no published language of its own.
import { OrderEvents } from '@ftgo/order-api';
import { Refusal } from '@ftgo/refusals';
import type { RequestCause } from '@ftgo/write-path';
import type { GrpcServiceDefinition } from '@ftgo/service-runtime';
import type { MethodDefinition } from '@grpc/grpc-js';
import { type OrderToCheck, type Step, steps } from '../steps.ts';

/** What came of a step: done, or refused for a reason. */
export interface StepAnswer {
  readonly refused?: { readonly code: string; readonly detail: string };
}

/** Who carries out each step. */
export const servedBy: Readonly<Record<Step, 'consumer' | 'restaurant'>> = {
  VERIFY_CONSUMER: 'consumer',
  CREATE_TICKET: 'restaurant',
  AUTHORIZE_ACCOUNT: 'consumer',
};

export const STEPS = { consumer: 'ftgo.lab.v1.ConsumerSteps', restaurant: 'ftgo.lab.v1.KitchenSteps' } as const;

const asJson = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** The method that takes a step. */
export const methodOf = (step: Step): MethodDefinition<OrderToCheck, StepAnswer> => ({
  path: `/${STEPS[servedBy[step]]}/${step}`,
  requestStream: false,
  responseStream: false,
  requestSerialize: (order) => asJson(OrderEvents.OrderCreated.toJSON(order)),
  requestDeserialize: (bytes) => OrderEvents.OrderCreated.fromJSON(JSON.parse(bytes.toString())),
  responseSerialize: asJson,
  responseDeserialize: (bytes) => JSON.parse(bytes.toString()) as StepAnswer,
});

/** The methods that a service serves. */
export const stepsOf = (service: keyof typeof STEPS): Readonly<Record<string, GrpcServiceDefinition>> => ({
  [STEPS[service]]: Object.fromEntries(steps.filter((step) => servedBy[step] === service).map((step) => [step, methodOf(step)])),
});

/** Takes a step once, however often it is asked for. @returns a business no as an answer */
export async function answerOf(step: Step, { orderId }: OrderToCheck, take: (cause: RequestCause) => Promise<void>): Promise<StepAnswer> {
  try {
    await take({ kind: 'request', correlationId: orderId, idempotencyKey: `${step}/${orderId}`, fingerprint: orderId });
    return {};
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind === 'overloaded') throw error;
    return { refused: { code: error.code, detail: error.message } };
  }
}
