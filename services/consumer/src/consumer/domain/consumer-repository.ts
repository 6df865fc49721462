import type { Cause, Decided } from '@ftgo/write-path';
import type { Consumer, EmailClaim } from './consumer.ts';
import type { ConsumerEvent, Verification } from './consumer-event.ts';

/** A consumer as it may be shown and kept in answers: without the password's hash. */
export type PublicConsumer = Omit<Consumer, 'passwordHash'>;

export abstract class ConsumerRepository {
  abstract find(id: string): Promise<Consumer | undefined>;

  /** Whatever the case in which the address is written. */
  abstract findByEmail(email: string): Promise<Consumer | undefined>;

  /**
   * Adds a consumer together with the claim on the e-mail address.
   *
   * @returns the consumer; under a repeated idempotency key the first one.
   */
  abstract add(
    id: string,
    email: string,
    change: (claim: EmailClaim | undefined) => Decided<{ consumer: Consumer; claim: EmailClaim }, ConsumerEvent>,
    cause: Cause,
  ): Promise<PublicConsumer>;

  abstract update(
    id: string,
    change: (consumer: Consumer | undefined) => Decided<Consumer, ConsumerEvent>,
    cause: Cause,
  ): Promise<PublicConsumer>;

  /** Answers a question about a consumer by an event, and leaves the consumer as it is. */
  abstract answer(id: string, judge: (consumer: Consumer | undefined) => Verification, cause: Cause): Promise<void>;
}
