import type { Cause } from '@ftgo/write-path';
import type { AccountOf, Authorization, Outcome } from './authorization.ts';

export abstract class AuthorizationRepository {
  /**
   * Changes an order's authorization and, where `change` asks for it, the account, in one commit.
   *
   * @throws PassingFault where the account asked for is not open yet. Its consumer was verified, so `ConsumerCreated` was
   *   published before and opens it as soon as this module's subscriber gets there: the message is tried again.
   */
  abstract update(
    orderId: string,
    change: (authorization: Authorization | undefined, accountOf: AccountOf) => Outcome,
    cause: Cause,
  ): Promise<void>;
}
