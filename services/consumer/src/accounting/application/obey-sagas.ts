import type { MessageCause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { type OrderUndone, type Revision, orderUndone, reviseAuthorization } from '../domain/authorization.ts';
import { AuthorizationRepository } from '../domain/authorization-repository.ts';

/** What the sagas that cancel and revise an order have accounting do: their pivots. Their replies are the write path's. */
@Injectable()
export class ObeySagas {
  constructor(private readonly authorizations: AuthorizationRepository) {}

  reverse(order: OrderUndone, cause: MessageCause): Promise<void> {
    return this.authorizations.update(order.orderId, (authorization, accountOf) => orderUndone(authorization, accountOf, order), cause);
  }

  revise(revision: Revision, cause: MessageCause): Promise<void> {
    return this.authorizations.update(revision.orderId, (authorization, accountOf) => reviseAuthorization(authorization, accountOf, revision), cause);
  }
}
