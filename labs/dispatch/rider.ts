import type { Place } from '../../services/delivery/src/courier/domain/place.ts';
import { type Pace, type Stop, timed, travelSeconds } from '../../services/delivery/src/courier/domain/plan.ts';

/** What riding has come to, in seconds. */
export interface Tally {
  travel: number;
  lateness: number;
  delivered: number;
  late: number;
}

/** A courier who follows a plan through simulated time. */
export class Rider {
  stops: readonly Stop[] = [];
  readonly tally: Tally = { travel: 0, lateness: 0, delivered: 0, late: 0 };

  /** @param at where the next stop is ridden to from @param since when */
  constructor(
    private at: Place,
    private since: Date,
    private readonly pace: Pace,
  ) {}

  get orders(): number {
    return new Set(this.stops.map(({ orderId }) => orderId)).size;
  }

  /** Makes all stops that are done with by then. */
  rideUntil(now: Date): void {
    for (;;) {
      const [next] = timed(this.stops.slice(0, 1), this.at, this.since, this.pace);
      const done = next && next.at.getTime() + this.pace.handoverSeconds * 1_000;
      if (!next || done! > now.getTime()) return;
      this.make(next, next.at, new Date(done!));
    }
  }

  /** Where the courier is, on the straight way to the next stop or there. */
  placeAt(now: Date): Place {
    const [next] = this.stops;
    if (!next) return this.at;
    const ride = travelSeconds(this.at, next.address, this.pace) * 1_000;
    const share = ride === 0 ? 1 : Math.min(1, (now.getTime() - this.since.getTime()) / ride);
    const between = (from: number, to: number): number => from + (to - from) * Math.max(0, share);
    return { lat: between(this.at.lat, next.address.lat), lng: between(this.at.lng, next.address.lng) };
  }

  /** Goes on with another plan, from here; what is being handed over is handed over first. */
  follow(plan: (stops: readonly Stop[], from: Place, now: Date) => readonly Stop[], now: Date): void {
    const [next] = timed(this.stops.slice(0, 1), this.at, this.since, this.pace);
    if (next && next.at <= now) this.make(next, next.at, new Date(next.at.getTime() + this.pace.handoverSeconds * 1_000));
    const from = this.placeAt(now);
    if (this.stops.length > 0) this.tally.travel += travelSeconds(this.at, from, this.pace);
    [this.at, this.since] = [from, this.since > now ? this.since : now];
    this.stops = plan(this.stops, from, this.since);
  }

  private make({ address, dueBy }: Stop, at: Date, done: Date): void {
    this.tally.travel += travelSeconds(this.at, address, this.pace);
    if (dueBy) {
      const late = Math.max(0, at.getTime() - dueBy.getTime()) / 1_000;
      this.tally.lateness += late;
      this.tally.delivered += 1;
      if (late > 0) this.tally.late += 1;
    }
    [this.at, this.since, this.stops] = [address, done, this.stops.slice(1)];
  }
}
