import type { ReceivedMessage } from '@ftgo/envelope';
import { pause } from '../bounded-wait.ts';
import { type BackOff, type Gate, pauseAfter } from './back-off.ts';
import { type FaultReport, isPassing, reportOf } from './faults.ts';

/** How long a passing fault is taken for one. Beyond both bounds it counts as permanent. */
export interface Patience extends BackOff {
  readonly attempts: number;
  /** Milliseconds. */
  readonly time: number;
}

export interface Delivery {
  readonly message: ReceivedMessage;
  readonly gate: Gate;
  readonly patience: Patience;
  readonly revoked: AbortSignal;
  /** Calls the handler. */
  readonly handle: () => Promise<void>;
  /** Dead-letters the message and parks its key. */
  readonly park: (report: FaultReport) => Promise<void>;
  readonly tell: (event: 'retry' | 'parked' | 'cannot-park', report: FaultReport) => void;
}

/**
 * Brings one message to an end: handled, or parked. A passing fault is tried again with back-off; beyond the bounds it is
 * parked. Where even parking fails, the fault is not this message's but the database's, so it is tried again: nothing is
 * dropped, and an outage of any length dead-letters nothing.
 *
 * @returns false where the partition was revoked first; another member will be given the message.
 */
export async function deliver(delivery: Delivery): Promise<boolean> {
  const { gate, patience, revoked } = delivery;
  let began = 0;
  for (let attempts = 1; ; attempts++) {
    if (!gate.isOpen) await gate.open(revoked);
    if (revoked.aborted) return false;
    try {
      await delivery.handle();
      gate.succeeded();
      return true;
    } catch (error) {
      const report = reportOf(error, attempts);
      began ||= Date.now();
      const isOver = !isPassing(error) || (attempts >= patience.attempts && Date.now() - began >= patience.time);
      if (isOver && (await parked(delivery, report))) return true;
      if (gate.failed()) delivery.tell('retry', report);
      await pause(pauseAfter(attempts, patience), revoked);
    }
  }
}

async function parked(delivery: Delivery, report: FaultReport): Promise<boolean> {
  try {
    await delivery.park(report);
    delivery.tell('parked', report);
    return true;
  } catch (error) {
    delivery.tell('cannot-park', reportOf(error, report.attempts));
    return false;
  }
}
