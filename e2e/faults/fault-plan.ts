import { Random } from './random.ts';

export const statefulServices = ['order', 'consumer', 'restaurant', 'delivery'] as const;
export type StatefulService = (typeof statefulServices)[number];
type Server = 'kafka' | 'postgres';

/** What is done to the system; times in milliseconds. */
export type Fault =
  /** kill -9 of one instance. */
  | { readonly kind: 'kill'; readonly target: StatefulService | 'api-gateway'; readonly instance: number }
  /** kill -9 of the instance whose relay has the replication slot. */
  | { readonly kind: 'kill the relay'; readonly target: StatefulService }
  /** The replication slot's connection is cut on the server's side. */
  | { readonly kind: 'cut the relay'; readonly target: StatefulService }
  /** kill -9 of a server. */
  | { readonly kind: 'kill'; readonly target: Server; readonly instance: 0 }
  /** A server is told to stop, and started again. */
  | { readonly kind: 'restart'; readonly target: Server }
  /** A server does nothing for a while, and does not say so. */
  | { readonly kind: 'hang'; readonly target: Server; readonly lasts: number }
  /** Kafka is away, and meanwhile the instance dies whose relay waits for it. */
  | { readonly kind: 'kill the relay without Kafka'; readonly target: StatefulService; readonly lasts: number }
  /** One instance is removed as a scale-down does it, and added again. */
  | { readonly kind: 'remove and add'; readonly target: StatefulService; readonly lasts: number }
  /** One instance is stopped for longer than its session in the consumer groups lasts, and goes on as if nothing had been. */
  | { readonly kind: 'freeze'; readonly target: StatefulService; readonly instance: number; readonly lasts: number }
  /** All instances of a service are stopped for longer than an order may be pending. */
  | { readonly kind: 'silence'; readonly target: StatefulService; readonly lasts: number };

export interface PlannedFault {
  readonly fault: Fault;
  /** Milliseconds of rest before it. */
  readonly after: number;
}

type Draw = (random: Random) => Fault;

const both = [0, 1] as const;

/** What is over at once: the system is hit again while it recovers. */
const blows: readonly Draw[] = [
  ...statefulServices.flatMap((target) => [
    (random: Random): Fault => ({ kind: 'kill', target, instance: random.oneOf(both) }),
    (): Fault => ({ kind: 'kill the relay', target }),
    (): Fault => ({ kind: 'cut the relay', target }),
    (random: Random): Fault => ({ kind: 'remove and add', target, lasts: random.between(1_000, 4_000) }),
    (random: Random): Fault => ({ kind: 'kill the relay without Kafka', target, lasts: random.between(1_500, 3_000) }),
  ]),
  () => ({ kind: 'kill', target: 'api-gateway', instance: 0 }),
  ...(['kafka', 'postgres'] as const).flatMap((target) => [
    (): Fault => ({ kind: 'kill', target, instance: 0 }),
    (): Fault => ({ kind: 'restart', target }),
    (random: Random): Fault => ({ kind: 'hang', target, lasts: random.between(1_000, 3_000) }),
  ]),
];

/** After so long the broker gives a member's partitions to another (`sessionTimeout` of libs/messaging). */
const SESSION = 6_000;

/** Shuffled decks, one after another: each fault once before any comes again. */
function* decks(random: Random, deckOf: (random: Random) => readonly Draw[], rest: readonly [number, number]): Generator<PlannedFault, never> {
  for (;;) for (const draw of deckOf(random)) yield { fault: draw(random), after: random.between(...rest) };
}

/** The blows of a run, one after another, without end. The same seed gives the same ones. */
export const plannedBlows = (seed: number): Generator<PlannedFault, never> =>
  decks(new Random(seed ^ 0xb10b5), (random) => random.shuffled(blows), [1_000, 4_000]);

/** What goes on for long, beside the blows: after a freeze of each service a silence, for which orders die. */
export function plannedFreezes(seed: number, creationDeadline: number): Generator<PlannedFault, never> {
  const freezes = statefulServices.map(
    (target): Draw =>
      (random) => ({ kind: 'freeze', target, instance: random.oneOf(both), lasts: SESSION + random.between(1_000, 3_000) }),
  );
  // Whoever is silent, the order's own service apart, leaves orders pending.
  const silence: Draw = (random) => ({ kind: 'silence', target: random.oneOf(['consumer', 'restaurant'] as const), lasts: creationDeadline + 2_000 });
  return decks(new Random(seed ^ 0xf4ee2e), (random) => [...random.shuffled(freezes), silence], [500, 3_000]);
}
