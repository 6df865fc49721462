import type { Logger } from 'pino';
import type { Simulated } from '../run-simulator.ts';
import type { Worker } from '../worker.ts';
import type { Habits } from './habits.ts';
import { type Place, metersBetween, ridden } from './ride.ts';

/** In milliseconds. An offer is open for five seconds, unless the stack is told otherwise. */
const LOOKS_EVERY = { onTheRoad: 1_000, idle: 2_000 };
/** Fewer would be a busy loop over a clock that is not finer. */
const SHORTEST_PAUSE_MS = 20;
/** How often a courier without anything to do looks at the plan: somebody may have acted for them. */
const SURVEYS_EVERY_MS = 10_000;
/** So long after an offer has closed whoever got it finds it in the plan. */
const DECIDED_WITHIN_MS = 5_000;
const USUALLY_DECIDED_WITHIN_MS = 1_500;
const ARRIVED_METERS = 5;

/** Open, and not answered. */
interface Offer {
  readonly orderId: string;
  readonly pickUpAddress: Place;
  readonly closesAt: string;
}

interface Stop {
  readonly orderId: string;
  readonly action: 'PICK_UP' | 'DELIVER';
  readonly address: Place;
  readonly notBefore?: string;
}

/** A courier: answers offers, rides along the plan, tells where they are, picks up and delivers. */
export class SimulatedCourier implements Simulated {
  readonly #worker: Worker;
  readonly #habits: Habits;
  readonly #log: Logger;
  #place?: Place;
  #movedAt = 0;
  /** At the stop that is first in the plan. */
  #arrivedAt?: number;
  #surveyAt = 0;
  #looksAt = 0;
  /** Orders in the plan, as it was last seen. */
  #inPlan = 0;
  /** Offers that were accepted, and when each is decided. */
  readonly #hopes = new Map<string, number>();
  /** The last of them is in the plan by then, or never. */
  #waitsUntil = 0;

  constructor(worker: Worker, habits: Habits, log: Logger) {
    this.#worker = worker;
    this.#habits = habits;
    this.#log = log;
  }

  async round(now: () => number): Promise<number> {
    if (now() >= this.#looksAt) await this.#answerOffers(now());
    if (now() < this.#surveyAt) return LOOKS_EVERY.idle;
    const next = await this.#nextStop();
    if (!next) {
      this.#surveyAt = now() < this.#waitsUntil ? 0 : now() + SURVEYS_EVERY_MS;
      this.#movedAt = now();
      return LOOKS_EVERY.idle;
    }
    await this.#ride(next, now());
    const left = this.#until(next, now());
    if (left > 0) return Math.min(Math.max(left, SHORTEST_PAUSE_MS), LOOKS_EVERY.onTheRoad);
    return (await this.#isDone(next)) ? 0 : LOOKS_EVERY.onTheRoad;
  }

  startOver(): void {
    this.#surveyAt = 0;
  }

  /** The nearest first; as many as make it likely that the plan is full, for most of them are given to others. */
  async #answerOffers(now: number): Promise<void> {
    this.#looksAt = now + LOOKS_EVERY.onTheRoad;
    for (const [orderId, decidedAt] of this.#hopes) if (decidedAt < now) this.#hopes.delete(orderId);
    const wanted = this.#habits.mostHopes - this.#inPlan - this.#hopes.size;
    if (this.#inPlan >= this.#habits.mostAtOnce || wanted <= 0) return;
    const { offers } = await this.#worker.get<{ offers: readonly Offer[] }>(`/v1/couriers/${await this.#worker.id()}/offers`);
    const from = this.#place ?? this.#habits.home(this.#worker.email);
    const nearest = offers.toSorted((one, other) => metersBetween(from, one.pickUpAddress) - metersBetween(from, other.pickUpAddress));
    for (const { orderId, closesAt } of nearest.slice(0, wanted)) {
      const answer = this.#habits.declines(orderId, this.#worker.email) ? 'decline-offer' : 'accept-offer';
      const { status, body } = await this.#worker.post(`/v1/deliveries/${orderId}/${answer}`);
      if (answer === 'accept-offer' && status < 300) this.#hopes.set(orderId, Date.parse(closesAt) + USUALLY_DECIDED_WITHIN_MS);
      this.#waitsUntil = Math.max(this.#waitsUntil, Date.parse(closesAt) + DECIDED_WITHIN_MS);
      this.#surveyAt = 0;
      this.#log.info({ orderId, ...(status >= 300 && { code: body.code }) }, status < 300 ? answer : `not ${answer}`);
    }
  }

  async #nextStop(): Promise<Stop | undefined> {
    const { stops } = await this.#worker.get<{ stops: readonly Stop[] }>(`/v1/couriers/${await this.#worker.id()}/plan`);
    const orders = new Set(stops.map(({ orderId }) => orderId));
    for (const orderId of orders) this.#hopes.delete(orderId);
    this.#inPlan = orders.size;
    return stops[0];
  }

  async #ride({ orderId, address }: Stop, now: number): Promise<void> {
    this.#place ??= (await this.#lastSeen(orderId)) ?? this.#habits.home(this.#worker.email);
    const before = this.#place;
    this.#place = ridden(before, address, this.#habits.metersIn(now - (this.#movedAt || now)));
    this.#movedAt = now;
    if (metersBetween(before, address) < ARRIVED_METERS) return;
    await this.#worker.post(`/v1/couriers/${await this.#worker.id()}/positions`, this.#place);
  }

  /** @returns how many milliseconds it is until the stop is behind them, as far as they know */
  #until({ orderId, action, address, notBefore }: Stop, now: number): number {
    const left = metersBetween(this.#place!, address);
    if (left >= ARRIVED_METERS) {
      this.#arrivedAt = undefined;
      return this.#habits.timeFor(left);
    }
    this.#arrivedAt ??= now;
    const begins = Math.max(this.#arrivedAt, notBefore ? Date.parse(notBefore) : 0);
    return begins + this.#habits.handover(orderId, action) - now;
  }

  /** @returns whether the stop is behind them */
  async #isDone({ orderId, action }: Stop): Promise<boolean> {
    const step = action === 'PICK_UP' ? 'pick-up' : 'deliver';
    const { status, body } = await this.#worker.post(`/v1/deliveries/${orderId}/${step}`);
    this.#log.info({ orderId, ...(status >= 300 && { code: body.code }) }, status < 300 ? step : `not ${step}`);
    if (status >= 300) return false;
    this.#arrivedAt = undefined;
    return true;
  }

  /** Somebody who was on the road when this process was killed goes on from there. */
  async #lastSeen(orderId: string): Promise<Place | undefined> {
    const { position } = await this.#worker.get<{ position?: Place }>(`/v1/deliveries/${orderId}`);
    return position && { lat: position.lat, lng: position.lng };
  }
}
