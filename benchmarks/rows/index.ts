import type { Row } from '../harness/row.ts';
import { approvalLatency } from './approval-latency.ts';
import { approvedOrders } from './approved-orders.ts';
import { commitToConsumer } from './commit-to-consumer.ts';
import { createOrderGrpc, createOrderHttp } from './create-order.ts';
import { deliveryReplay } from './delivery-replay.ts';
import { historyRebuild } from './history-rebuild.ts';
import { idempotentConsumer } from './idempotent-consumer.ts';
import { relayDrain } from './relay-drain.ts';
import { sizes } from './sizes.ts';
import { startAndMemory } from './start-and-memory.ts';

/** The rows of the table, in its order. */
export const rows: readonly Row[] = [
  createOrderGrpc,
  createOrderHttp,
  approvedOrders,
  approvalLatency,
  commitToConsumer,
  relayDrain,
  idempotentConsumer,
  historyRebuild,
  deliveryReplay,
  startAndMemory,
  sizes,
];
