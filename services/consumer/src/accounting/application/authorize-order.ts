import type { MessageCause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import {
  type ConsumerVerificationFailed,
  type ConsumerVerified,
  type OrderUndone,
  type TicketCreated,
  consumerVerificationFailed,
  consumerVerified,
  orderDelivered,
  orderUndone,
  ticketCreated,
} from '../domain/authorization.ts';
import { AuthorizationRepository } from '../domain/authorization-repository.ts';

/** Steps of create order: hold the amount once consumer and ticket are both there, in any order; undo it at any time; charge it in the end. */
@Injectable()
export class AuthorizeOrder {
  constructor(private readonly authorizations: AuthorizationRepository) {}

  consumerVerified(order: ConsumerVerified, cause: MessageCause): Promise<void> {
    return this.authorizations.update(order.orderId, (authorization, accountOf) => consumerVerified(authorization, accountOf, order), cause);
  }

  consumerVerificationFailed(order: ConsumerVerificationFailed, cause: MessageCause): Promise<void> {
    return this.authorizations.update(order.orderId, (authorization) => consumerVerificationFailed(authorization, order), cause);
  }

  ticketCreated(order: TicketCreated, cause: MessageCause): Promise<void> {
    return this.authorizations.update(order.orderId, (authorization, accountOf) => ticketCreated(authorization, accountOf, order), cause);
  }

  undo(order: OrderUndone, cause: MessageCause): Promise<void> {
    return this.authorizations.update(order.orderId, (authorization, accountOf) => orderUndone(authorization, accountOf, order), cause);
  }

  charge(order: { readonly orderId: string }, cause: MessageCause): Promise<void> {
    return this.authorizations.update(order.orderId, (authorization, accountOf) => orderDelivered(authorization, accountOf, order), cause);
  }
}
