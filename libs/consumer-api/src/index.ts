import { messageTypes } from '@ftgo/envelope';
import { AccountOpened, CreditLimitChanged } from '../generated/ftgo/account/v1/account_events.ts';
import { ReverseAuthorization, ReviseAuthorization } from '../generated/ftgo/authorization/v1/authorization_commands.ts';
import {
  AccountAuthorized,
  AccountCharged,
  AuthorizationFailed,
  AuthorizationReversed,
  AuthorizationRevised,
} from '../generated/ftgo/authorization/v1/authorization_events.ts';
import {
  ConsumerCreated,
  ConsumerStatusChanged,
  ConsumerVerificationFailed,
  ConsumerVerified,
} from '../generated/ftgo/consumer/v1/consumer_events.ts';
import { NotifyConsumer } from '../generated/ftgo/notification/v1/notification_commands.ts';

/** Keyed by the consumer's id; the two verifications by the order's id. */
export const consumerEvents = messageTypes('ftgo.consumer.events', {
  ConsumerCreated,
  ConsumerStatusChanged,
  ConsumerVerified,
  ConsumerVerificationFailed,
});

/** Keyed by the account's id, which is the consumer's. */
export const accountEvents = messageTypes('ftgo.account.events', { AccountOpened, CreditLimitChanged });

/** Keyed by the order's id. */
export const authorizationEvents = messageTypes('ftgo.authorization.events', {
  AccountAuthorized,
  AccountCharged,
  AuthorizationFailed,
  AuthorizationRevised,
  AuthorizationReversed,
});

/** Keyed by the order's id. */
export const consumerCommands = messageTypes('ftgo.consumer.commands', { ReverseAuthorization, ReviseAuthorization, NotifyConsumer });

export * as AccountEvents from '../generated/ftgo/account/v1/account_events.ts';
export * as AuthorizationCommands from '../generated/ftgo/authorization/v1/authorization_commands.ts';
export * as AuthorizationEvents from '../generated/ftgo/authorization/v1/authorization_events.ts';
export * as ConsumerEvents from '../generated/ftgo/consumer/v1/consumer_events.ts';
export * as ConsumerGrpc from '../generated/ftgo/consumer/v1/consumer_service.ts';
export * as NotificationCommands from '../generated/ftgo/notification/v1/notification_commands.ts';
export type * from '../generated/ftgo/values/v1/values.ts';
