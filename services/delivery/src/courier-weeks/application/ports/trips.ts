import type { MessageCause } from '@ftgo/write-path';
import type { Trip } from '../../../courier/domain/trip.ts';

/** The trips that weeks are made of: one for each delivery that came to the door. */
export abstract class Trips {
  /** Keeps the trip that the delivery's own events tell of, in one generation of the rows; once, however often it is asked for. */
  abstract keep(generation: number, orderId: string, cause: MessageCause): Promise<void>;
  /** Those that ended at the door in that time. */
  abstract of(courierId: string, from: Date, to: Date): Promise<readonly Trip[]>;
}
