import type { Scenario } from '../scenario.ts';
import { approved } from './approved.ts';
import { brokerKilled } from './broker-killed.ts';
import { cancelledWhilePending } from './cancelled-while-pending.ts';
import { competingConsumers } from './competing-consumers.ts';
import { courierDropsOut } from './courier-drops-out.ts';
import { crashConsumer } from './crash-consumer.ts';
import { creationDeadline } from './creation-deadline.ts';
import { creditLimit } from './credit-limit.ts';
import { foreignOrder } from './foreign-order.ts';
import { historyRebuilt } from './history-rebuilt.ts';
import { idempotentRepeat } from './idempotent-repeat.ts';
import { instanceKilled } from './instance-killed.ts';
import { keyedOrder } from './keyed-order.ts';
import { kitchenAtCapacity } from './kitchen-at-capacity.ts';
import { lateMessage } from './late-message.ts';
import { itemGone, priceChanged } from './menu-races.ts';
import { mailedTwice } from './mailed-twice.ts';
import { nobodyTakesIt } from './nobody-takes-it.ts';
import { notified } from './notified.ts';
import { orderCancelled } from './order-cancelled.ts';
import { orderHistory } from './order-history.ts';
import { orderRevised } from './order-revised.ts';
import { poison } from './poison.ts';
import { preferWait } from './prefer-wait.ts';
import { reordered } from './reordered.ts';
import { restaurantClosed } from './restaurant-closed.ts';
import { reviseRefused } from './revise-refused.ts';
import { sagaStuck } from './saga-stuck.ts';
import { sameMessageAgain } from './same-message-again.ts';
import { servicesDown } from './services-down.ts';
import { suspendedConsumer } from './suspended-consumer.ts';
import { threeGuarantees } from './three-guarantees.ts';
import { ticketAccepted } from './ticket-accepted.ts';
import { ticketRejected } from './ticket-rejected.ts';
import { townLives } from './town-lives.ts';
import { unknownConsumer } from './unknown-consumer.ts';

export interface Chapter {
  /** With the patterns that it is about: `docs/patterns`. */
  readonly title: string;
  readonly scenarios: readonly Scenario[];
}

export const chapters: readonly Chapter[] = [
  {
    title: 'Creating an order, and why it may be refused (T2, T4, T9)',
    scenarios: [approved, unknownConsumer, suspendedConsumer, restaurantClosed, itemGone, priceChanged, kitchenAtCapacity, creditLimit],
  },
  { title: 'What the restaurant makes of it (T2, T4)', scenarios: [ticketAccepted, ticketRejected] },
  { title: 'On the way to the door (S6, T7)', scenarios: [courierDropsOut, nobodyTakesIt] },
  { title: 'Nobody has to lift a finger: the simulators', scenarios: [townLives] },
  { title: 'The consumer is told, and waits if they like (S4, S8, S9, T17)', scenarios: [notified, mailedTwice, preferWait] },
  { title: 'Taken back, and too late (T5, T6)', scenarios: [cancelledWhilePending, creationDeadline] },
  { title: 'The consumer changes their mind: commands, replies, a pivot (S3, T3, T6, E8)', scenarios: [orderCancelled, orderRevised, reviseRefused, sagaStuck] },
  { title: 'Something is down (M3, M12, M13, S7)', scenarios: [servicesDown, crashConsumer, competingConsumers, instanceKilled, brokerKilled] },
  { title: 'Order of messages (M5)', scenarios: [keyedOrder] },
  { title: 'Out of order, and late (T4): with `npm start -- --router`', scenarios: [reordered, lateMessage] },
  { title: 'The same again (M6, M14, T10)', scenarios: [sameMessageAgain, threeGuarantees, idempotentRepeat] },
  { title: 'What nobody can handle (M10)', scenarios: [poison] },
  { title: 'What became of the orders (T8, M11)', scenarios: [orderHistory, historyRebuilt] },
  { title: 'Who may see what (E1)', scenarios: [foreignOrder] },
];
