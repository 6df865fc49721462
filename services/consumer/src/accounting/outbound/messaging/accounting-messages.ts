import { accountEvents, authorizationEvents } from '@ftgo/consumer-api';
import { message, type OutgoingMessage } from '@ftgo/envelope';
import type { AccountEvent, AuthorizationEvent } from '../../domain/accounting-event.ts';

/** The accounting module's events in the published language: an account's keyed by it, an authorization's by its order. */
export function messageOf(event: AccountEvent | AuthorizationEvent): OutgoingMessage {
  switch (event.type) {
    case 'AccountOpened':
      return message(accountEvents.AccountOpened, event.accountId, event);
    case 'CreditLimitChanged':
      return message(accountEvents.CreditLimitChanged, event.accountId, event);
    case 'AccountAuthorized':
      return message(authorizationEvents.AccountAuthorized, event.orderId, event);
    case 'AccountCharged':
      return message(authorizationEvents.AccountCharged, event.orderId, event);
    case 'AuthorizationFailed':
      return message(authorizationEvents.AuthorizationFailed, event.orderId, event);
    case 'AuthorizationRevised':
      return message(authorizationEvents.AuthorizationRevised, event.orderId, event);
    case 'AuthorizationReversed':
      return message(authorizationEvents.AuthorizationReversed, event.orderId, event);
    default:
      return event satisfies never;
  }
}
