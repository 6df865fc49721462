import type { Cause, Decided } from '@ftgo/write-path';
import type { Courier, Registered, SignIn } from './courier.ts';
import type { CourierEvent } from './courier-event.ts';

/** What a courier says to an offer. */
export interface OfferAnswer {
  readonly orderId: string;
  readonly offerId: string;
  readonly courierId: string;
  readonly accepted: boolean;
  readonly addedTravelSeconds: number;
  readonly addedLatenessSeconds: number;
}

/** The only door to a courier's state: loads it, applies the change, keeps it and publishes its events, in one commit. */
export abstract class CourierRepository {
  /** Courier and sign-in come to be together or not at all; of two couriers with one address, one gets it. */
  abstract register(id: string, email: string, change: (owner: SignIn | undefined) => Registered, cause: Cause): Promise<Courier>;

  abstract update(
    id: string,
    change: (courier: Courier | undefined) => Decided<Courier, CourierEvent>,
    cause: Cause,
  ): Promise<Courier>;

  /** Changes nothing of the courier; the answer is sent in the commit that remembers the request. */
  abstract answer(id: string, decide: (courier: Courier | undefined) => OfferAnswer, cause: Cause): Promise<OfferAnswer>;
}
