import type { Fate } from '../fate.ts';
import type { Pace } from '../pace.ts';
import type { Place } from './ride.ts';

/** As the delivery service reckons, where it is not told otherwise. */
export const USUAL_KMH = 18;
export const USUAL_HANDOVER_SECONDS = 60;
const DECLINED_SHARE = 0.1;
/** Between Berkeley and Oakland. */
const CENTRE: Place = { lat: 37.84, lng: -122.262 };
const HALF_A_TOWN_DEGREES = 0.03;

/** What a courier does with offers and stops: it follows from the seed, the courier and the order. */
export class Habits {
  /** Orders that a courier takes on: more would not fit into a plan. */
  readonly mostAtOnce = 3;
  /** What a courier has in the plan, and has said yes to. */
  readonly mostHopes = 6;
  readonly #fate: Fate;
  readonly #pace: Pace;

  constructor(fate: Fate, pace: Pace) {
    this.#fate = fate;
    this.#pace = pace;
  }

  /** Where a courier waits for the first offer. */
  home(email: string): Place {
    const off = (question: string): number => this.#fate.between(-HALF_A_TOWN_DEGREES, HALF_A_TOWN_DEGREES, email, question);
    return { lat: CENTRE.lat + off('lat'), lng: CENTRE.lng + off('lng') };
  }

  declines(orderId: string, email: string): boolean {
    return this.#fate.of(orderId, `${email} declines`) < DECLINED_SHARE;
  }

  /** How far a courier comes in so many of our milliseconds. */
  metersIn(milliseconds: number): number {
    return (USUAL_KMH / 3.6) * (milliseconds / this.#pace.minutes(1 / 60));
  }

  /** How many of our milliseconds a courier needs for so many meters. */
  timeFor(meters: number): number {
    return meters / this.metersIn(1);
  }

  /** How many of our milliseconds it takes to take over, or hand over, an order. */
  handover(orderId: string, action: string): number {
    return this.#pace.minutes((USUAL_HANDOVER_SECONDS / 60) * this.#fate.between(0.5, 1, orderId, action));
  }
}
