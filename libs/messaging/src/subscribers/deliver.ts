import type { ReceivedMessage } from '@ftgo/envelope';
import { pause } from '../bounded-wait.ts';
import { type BackOff, type Gate, pauseAfter } from './back-off.ts';
import { type FaultReport, isPassing, reportOf } from './faults.ts';

/** How long a passing fault is taken for one. Beyond both bounds it may be the message's own. */
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
  /** Whether the write path reaches its database. */
  readonly isDatabaseThere: () => Promise<boolean>;
  /** Dead-letters the message and parks its key. */
  readonly park: (report: FaultReport) => Promise<void>;
  readonly tell: (event: 'retry' | 'parked' | 'cannot-park', report: FaultReport) => void;
}

/** So many attempts in a row must fail while the database is there, before a passing fault is laid to the message. */
const proof = 3;

/**
 * Brings one message to an end: handled, or parked. A passing fault is tried again with back-off. Beyond the bounds it is
 * parked if it happens although the database is there; an outage of any length dead-letters nothing. What cannot be parked
 * is tried again: nothing is dropped.
 *
 * @returns false where the partition was revoked first; another member will be given the message.
 */
export async function deliver(delivery: Delivery): Promise<boolean> {
  const { gate, patience, revoked } = delivery;
  let began = 0;
  let evidence = 0;
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
      // A database that has just come back may answer here although it was away for the attempt; hence more than one.
      const isOverdue = attempts >= patience.attempts && Date.now() - began >= patience.time;
      if (isOverdue && isPassing(error)) evidence = (await delivery.isDatabaseThere()) ? evidence + 1 : 0;
      const isPermanent = !isPassing(error) || evidence >= proof;
      if (isPermanent && (await parked(delivery, report))) return true;
      if (gate.failed() && !isPermanent) delivery.tell('retry', report);
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
