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
import { unknownConsumer } from './unknown-consumer.ts';

export const scenarios: readonly Scenario[] = [
  approved,
  unknownConsumer,
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
