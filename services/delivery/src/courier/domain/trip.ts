import type { Place } from './place.ts';

/** A delivery as its courier made it: from the restaurant to the door. */
export interface Trip {
  readonly orderId: string;
  readonly courierId: string;
  readonly from: Place;
  readonly to: Place;
  readonly pickedUpAt: Date;
  readonly deliveredAt: Date;
  /** Later is late. */
  readonly expectedAt: Date;
}
