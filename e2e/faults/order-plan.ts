import { type PlannedAct, anything, bringing, cancelling, cancellingOnTheWay, revising, revisingByMuch, turningAway } from './planned-acts.ts';
import { Random } from './random.ts';

/** Who orders: few, so that their accounts are contended. */
export type Consumer = 'rich' | 'richer' | 'tight' | 'suspended';
/** Where: few, so that their kitchens are contended. */
export type Restaurant = 'busy' | 'tiny' | 'closed' | 'fickle';

interface Kind {
  /** How many of a hundred orders. */
  readonly share: number;
  readonly consumers: readonly Consumer[];
  readonly restaurant: Restaurant;
  /** How it may end, besides REJECTED at its deadline: APPROVED or the reason of the rejection. */
  readonly mayEnd: readonly string[];
  /** What it may be refused with at once, by its code. */
  readonly mayBeRefused?: readonly string[];
  /** What is done about it once it is accepted. */
  readonly acts?: (random: Random) => readonly PlannedAct[];
}

const rich = ['rich', 'rich', 'rich', 'richer'] as const;

/** Why an order of its consumer's wish ended: while it was pending, or later. */
const byTheConsumer = ['CANCELLED_BY_CONSUMER', 'BY_CONSUMER'] as const;
/** Its rejection may be heard before the order's approval is. */
const byTheRestaurant = ['BY_RESTAURANT', 'REJECTED_BY_RESTAURANT'] as const;

/** Every outcome that the public API can produce, and every way to ask for it. */
export const kinds = {
  /** One request, one answer. */
  plain: { share: 8, consumers: rich, restaurant: 'busy', mayEnd: ['APPROVED'] },
  /** The same request twice at once, and once more later, under one key. */
  repeated: { share: 6, consumers: rich, restaurant: 'busy', mayEnd: ['APPROVED'] },
  /** A client that gives up after some milliseconds and asks again, until it has an answer. */
  impatient: { share: 8, consumers: rich, restaurant: 'busy', mayEnd: ['APPROVED'] },
  /** The consumer thinks better of it, at once or later. */
  cancelled: { share: 8, consumers: rich, restaurant: 'busy', mayEnd: ['APPROVED', ...byTheConsumer], acts: cancelling },
  /** The consumer wants more or less of it. */
  revised: { share: 8, consumers: rich, restaurant: 'busy', mayEnd: ['APPROVED'], acts: revising },
  /** The consumer wants more of it than they can pay. */
  revisedOverTheLimit: { share: 4, consumers: ['tight'], restaurant: 'busy', mayEnd: ['APPROVED', 'CREDIT_LIMIT_EXCEEDED'], acts: revisingByMuch },
  /** The restaurant cooks it, and a courier brings it to the door. */
  brought: { share: 14, consumers: rich, restaurant: 'busy', mayEnd: ['APPROVED', 'DELIVERED'], acts: bringing },
  /** The restaurant takes it, and the consumer thinks better of it while couriers are asked or on their way. */
  cancelledOnTheWay: { share: 4, consumers: rich, restaurant: 'busy', mayEnd: ['APPROVED', 'DELIVERED', ...byTheConsumer], acts: cancellingOnTheWay },
  /** The restaurant will not. */
  turnedAway: { share: 4, consumers: rich, restaurant: 'busy', mayEnd: ['APPROVED', ...byTheRestaurant], acts: turningAway },
  /** Consumer and restaurant do what comes to their minds, without waiting for each other. */
  contended: { share: 8, consumers: rich, restaurant: 'busy', mayEnd: ['APPROVED', 'DELIVERED', ...byTheConsumer, ...byTheRestaurant], acts: anything },
  /** The key of one order used again for another. */
  reusedKey: { share: 4, consumers: rich, restaurant: 'busy', mayEnd: ['APPROVED'], mayBeRefused: ['IDEMPOTENCY_KEY_REUSED'] },
  suspended: { share: 4, consumers: ['suspended'], restaurant: 'busy', mayEnd: ['CONSUMER_SUSPENDED'] },
  overTheLimit: { share: 6, consumers: ['tight'], restaurant: 'busy', mayEnd: ['APPROVED', 'CREDIT_LIMIT_EXCEEDED'] },
  crowded: { share: 5, consumers: rich, restaurant: 'tiny', mayEnd: ['APPROVED', 'KITCHEN_AT_CAPACITY'] },
  closed: { share: 3, consumers: rich, restaurant: 'closed', mayEnd: ['RESTAURANT_CLOSED'] },
  /** The menu changes while it is ordered from. */
  menuChanges: { share: 4, consumers: rich, restaurant: 'fickle', mayEnd: ['APPROVED', 'PRICE_CHANGED', 'ITEM_NOT_ON_MENU'], mayBeRefused: ['ITEM_NOT_ON_MENU'] },
  /** Refused at once: there is no such order. */
  unknownItem: { share: 2, consumers: rich, restaurant: 'busy', mayEnd: [], mayBeRefused: ['ITEM_NOT_ON_MENU'] },
} as const satisfies Record<string, Kind>;

export type OrderKind = keyof typeof kinds;
export const kindNamed = (name: OrderKind): Kind => kinds[name];

export interface PlannedOrder {
  /** From 1 on, over the whole run. */
  readonly number: number;
  readonly kind: OrderKind;
  readonly consumer: Consumer;
  readonly restaurant: Restaurant;
  readonly quantity: number;
  /** How long its client waits for an answer before it asks again, in milliseconds. */
  readonly patience: number;
  readonly acts: readonly PlannedAct[];
}

const USUAL_PATIENCE = 5_000;
const deck = Object.entries(kinds).flatMap(([kind, { share }]) => Array<OrderKind>(share).fill(kind as OrderKind));

/** The orders of a run, without end: the same seed gives the same ones. */
export function* plannedOrders(seed: number): Generator<PlannedOrder, never> {
  const random = new Random(seed);
  let left: OrderKind[] = [];
  for (let number = 1; ; number += 1) {
    if (left.length === 0) left = random.shuffled(deck);
    const kind = left.pop()!;
    const { consumers, restaurant, acts } = kindNamed(kind);
    yield {
      number,
      kind,
      consumer: random.oneOf<Consumer>(consumers),
      restaurant,
      quantity: random.between(1, 3),
      patience: kind === 'impatient' ? random.between(5, 80) : USUAL_PATIENCE,
      acts: acts?.(random) ?? [],
    };
  }
}
