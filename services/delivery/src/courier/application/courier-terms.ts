import type { Pace } from '../domain/plan.ts';

/** How couriers are found and how they get about, as this installation is configured. */
export class CourierTerms {
  constructor(
    /** How long an offer is open for answers, and how long a courier is looked for at most. */
    readonly offers: { readonly windowSeconds: number; readonly giveUpSeconds: number },
    /** A delivery that nobody took is offered again after so long also where nothing is known to have changed. */
    readonly againAfterSeconds: number,
    /** Deliveries in a plan at most. */
    readonly capacity: number,
    readonly pace: Pace,
  ) {}
}
