import type { Money } from '@ftgo/money';
import type { Decided } from '@ftgo/write-path';
import type { ConsumerEvent, Verification } from './consumer-event.ts';
import { ConsumerNotFound, EmailTaken } from './consumer-refusals.ts';

/** A person who orders. */
export type Consumer = Active | Suspended;
export type ConsumerStatus = Consumer['status'];

interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Argon2id, as a PHC string. */
  readonly passwordHash: string;
}

export interface Active extends Person {
  readonly status: 'ACTIVE';
}

/** May sign in and look, but not order. */
export interface Suspended extends Person {
  readonly status: 'SUSPENDED';
}

/** Says whose an e-mail address is: one aggregate per address, so that of two who claim it at once only one gets it. */
export interface EmailClaim {
  readonly consumerId: string;
}

export interface SignUp extends Person {
  readonly creditLimit: Money;
}

export function signUp(
  claim: EmailClaim | undefined,
  { creditLimit, ...person }: SignUp,
): Decided<{ consumer: Consumer; claim: EmailClaim }, ConsumerEvent> {
  if (claim) throw new EmailTaken();
  return {
    state: { consumer: { ...person, status: 'ACTIVE' }, claim: { consumerId: person.id } },
    events: [{ type: 'ConsumerCreated', consumerId: person.id, name: person.name, creditLimit }],
  };
}

export function suspend(consumer: Consumer | undefined, id: string): Decided<Consumer, ConsumerEvent> {
  return becomes(consumer, id, 'SUSPENDED');
}

export function reactivate(consumer: Consumer | undefined, id: string): Decided<Consumer, ConsumerEvent> {
  return becomes(consumer, id, 'ACTIVE');
}

function becomes(consumer: Consumer | undefined, id: string, status: ConsumerStatus): Decided<Consumer, ConsumerEvent> {
  if (!consumer) throw new ConsumerNotFound(id);
  if (consumer.status === status) return { state: consumer, events: [] };
  return { state: { ...consumer, status }, events: [{ type: 'ConsumerStatusChanged', consumerId: id, status }] };
}

export interface OrderToVerify {
  readonly orderId: string;
  readonly consumerId: string;
  readonly orderTotal: Money;
}

/** Whether the consumer may order: known and active. Changes nothing. */
export function verifyOrder(consumer: Consumer | undefined, order: OrderToVerify): Verification {
  const { orderId, consumerId } = order;
  switch (consumer?.status) {
    case 'ACTIVE':
      return { type: 'ConsumerVerified', ...order };
    case 'SUSPENDED':
      return {
        type: 'ConsumerVerificationFailed',
        orderId,
        consumerId,
        reason: 'CONSUMER_SUSPENDED',
        detail: 'The consumer is suspended and may not order.',
      };
    case undefined:
      return {
        type: 'ConsumerVerificationFailed',
        orderId,
        consumerId,
        reason: 'CONSUMER_NOT_FOUND',
        detail: 'There is no such consumer.',
      };
    default:
      return consumer satisfies never;
  }
}
