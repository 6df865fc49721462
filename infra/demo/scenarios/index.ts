import type { Scenario } from '../scenario.ts';
import { approved } from './approved.ts';
import { cancelledWhilePending } from './cancelled-while-pending.ts';
import { crashConsumer } from './crash-consumer.ts';
import { creationDeadline } from './creation-deadline.ts';
import { creditLimit } from './credit-limit.ts';
import { foreignOrder } from './foreign-order.ts';
import { idempotentRepeat } from './idempotent-repeat.ts';
import { kitchenAtCapacity } from './kitchen-at-capacity.ts';
import { itemGone, priceChanged } from './menu-races.ts';
import { restaurantClosed } from './restaurant-closed.ts';
import { servicesDown } from './services-down.ts';
import { suspendedConsumer } from './suspended-consumer.ts';

export const scenarios: readonly Scenario[] = [
  approved,
  suspendedConsumer,
  restaurantClosed,
  itemGone,
  priceChanged,
  kitchenAtCapacity,
  creditLimit,
  cancelledWhilePending,
  creationDeadline,
  servicesDown,
  crashConsumer,
  idempotentRepeat,
  foreignOrder,
];

/** What cannot be seen from outside, and where it is shown instead. */
export const notFromOutside = [
  {
    name: 'unknown-consumer',
    why: 'the gateway gives tokens only to consumers that exist; the component test of the consumer service shows CONSUMER_NOT_FOUND',
  },
];
