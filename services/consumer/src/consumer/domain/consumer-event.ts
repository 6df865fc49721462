import type { Money } from '@ftgo/money';
import type { ConsumerStatus } from './consumer.ts';

export type ConsumerEvent = ConsumerCreated | ConsumerStatusChanged;

export interface ConsumerCreated {
  readonly type: 'ConsumerCreated';
  readonly consumerId: string;
  readonly name: string;
  /** What accounting opens the account with. */
  readonly creditLimit: Money;
}

export interface ConsumerStatusChanged {
  readonly type: 'ConsumerStatusChanged';
  readonly consumerId: string;
  readonly status: ConsumerStatus;
}

/** The answer to an order's question whether its consumer may order. */
export type Verification = ConsumerVerified | ConsumerVerificationFailed;

export interface ConsumerVerified {
  readonly type: 'ConsumerVerified';
  readonly orderId: string;
  readonly consumerId: string;
  readonly orderTotal: Money;
}

export interface ConsumerVerificationFailed {
  readonly type: 'ConsumerVerificationFailed';
  readonly orderId: string;
  readonly consumerId: string;
  readonly reason: 'CONSUMER_NOT_FOUND' | 'CONSUMER_SUSPENDED';
  readonly detail: string;
}
