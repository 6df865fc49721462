import { tailMessages } from './tail-messages.ts';
import type { TailedMessage } from './tail-messages.ts';

/**
 * Reads everything that lies in the topics now.
 *
 * @param pick what is kept of a message; undefined: nothing
 * @returns what was picked; messages of one partition are in their order
 * @throws Problem where no broker answers
 */
export async function readTopics<T>(brokers: readonly string[], pick: (message: TailedMessage) => T | undefined): Promise<T[]> {
  const picked: T[] = [];
  const tail = await tailMessages({
    brokers,
    fromBeginning: true,
    // Taken as it is read: what lies in the topics may be much more than what is kept of it.
    filter: (message) => {
      const kept = pick(message);
      if (kept !== undefined) picked.push(kept);
      return false;
    },
    onMessage: () => undefined,
  });
  try {
    await tail.caughtUp;
    return picked;
  } finally {
    await tail.stop();
  }
}
