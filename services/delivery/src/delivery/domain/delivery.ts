import type { DeliveryEvent, OfferAnswer } from './delivery-event.ts';

/** Where the food goes. Coordinates are WGS 84 degrees. */
export interface Address {
  readonly street: string;
  readonly city: string;
  readonly zip: string;
  readonly lat: number;
  readonly lng: number;
}

/** The order that a delivery belongs to; a delivery has its order's id. */
export interface OrderRef {
  readonly orderId: string;
  readonly consumerId: string;
  readonly restaurantId: string;
}

/** What an approved order says about its delivery. */
export interface ApprovedOrder extends OrderRef {
  readonly deliveryAddress: Address;
  /** When the consumer wants the food; absent means as soon as possible. */
  readonly deliveryTime?: Date;
}

/**
 * How far it has come. EXPECTED: heard of before its order's approval; PENDING: no courier is asked now; OFFERED: couriers are;
 * SCHEDULED: one has it in their plan.
 */
export type Stage = 'EXPECTED' | 'PENDING' | 'OFFERED' | 'SCHEDULED' | 'PICKED_UP' | 'DELIVERED' | 'CANCELLED' | 'FAILED';

export interface Delivery {
  readonly orderId: string;
  readonly stage: Stage;
  /** Whether its order is being cancelled: it comes no nearer to the door meanwhile, whatever its stage. */
  readonly isCancelPending: boolean;
  /** Known from the approval on, or from the end of an order that was never approved. */
  readonly consumerId?: string;
  readonly restaurantId?: string;
  readonly deliveryAddress?: Address;
  readonly deliveryTime?: Date;
  /** When the restaurant promises the food; known from its acceptance on. */
  readonly readyBy?: Date;
  readonly giveUpAt?: Date;
  /** When the last offer found nobody. */
  readonly queuedSince?: Date;
  readonly offer?: OpenOffer;
  /** Known from the first offer on. */
  readonly pickUpAddress?: Address;
  readonly assignment?: Assignment;
  readonly pickedUpAt?: Date;
  readonly deliveredAt?: Date;
  readonly isNear?: boolean;
  readonly failureReason?: string;
}

export interface OpenOffer {
  readonly offerId: string;
  readonly restaurantId: string;
  readonly pickUpAddress: Address;
  readonly deliveryAddress: Address;
  readonly readyBy: Date;
  readonly closesAt: Date;
  readonly answers: readonly OfferAnswer[];
}

export interface Assignment {
  readonly courierId: string;
  /** When the courier was expected there when they got it. */
  readonly pickUpAt: Date;
  readonly deliverAt: Date;
}

/** What people call its state. */
export const stateOf = ({ stage, isCancelPending }: Delivery): Stage | 'CANCEL_PENDING' => (isCancelPending ? 'CANCEL_PENDING' : stage);

/** A delivery after what happened to it. */
export function evolve(delivery: Delivery | undefined, event: DeliveryEvent): Delivery {
  const before: Delivery = delivery ?? { orderId: event.orderId, stage: 'EXPECTED', isCancelPending: false };
  switch (event.type) {
    case 'DeliveryCreated': {
      const { type: _, ...order } = event;
      return { ...before, ...order, stage: before.stage === 'EXPECTED' ? 'PENDING' : before.stage };
    }
    case 'FoodPromised':
      return { ...before, restaurantId: event.restaurantId, readyBy: event.readyBy };
    case 'CourierSought':
      return { ...before, giveUpAt: event.giveUpAt };
    case 'DeliveryOffered': {
      const { type: _, orderId: __, ...offer } = event;
      return { ...before, stage: 'OFFERED', pickUpAddress: offer.pickUpAddress, offer: { ...offer, answers: [] } };
    }
    case 'OfferAnswered': {
      const { type: _, orderId: __, ...answer } = event;
      return { ...before, offer: before.offer && { ...before.offer, answers: [...before.offer.answers, answer] } };
    }
    case 'OfferExpired':
      return { ...withoutOffer(before), stage: 'PENDING', queuedSince: event.at };
    case 'DeliveryScheduled': {
      const { courierId, pickUpAt, deliverAt } = event;
      return { ...withoutOffer(before), stage: 'SCHEDULED', assignment: { courierId, pickUpAt, deliverAt } };
    }
    case 'DeliveryUnscheduled': {
      const { assignment: _, queuedSince: __, ...rest } = before;
      return { ...rest, stage: 'PENDING' };
    }
    case 'DeliveryPickedUp':
      return { ...before, stage: 'PICKED_UP', pickedUpAt: event.at };
    case 'DeliveryNear':
      return { ...before, isNear: true };
    case 'DeliveryDelivered':
      return { ...before, stage: 'DELIVERED', deliveredAt: event.at };
    case 'CancelBegun':
      return { ...before, isCancelPending: true };
    case 'CancelUndone':
      return { ...before, isCancelPending: false };
    case 'DeliveryCancelled': {
      const { consumerId = before.consumerId, restaurantId = before.restaurantId } = event;
      return { ...withoutOffer(before), stage: 'CANCELLED', isCancelPending: false, ...(consumerId && { consumerId }), ...(restaurantId && { restaurantId }) };
    }
    case 'DeliveryFailed':
      return { ...withoutOffer(before), stage: 'FAILED', failureReason: event.reason };
    default:
      return unreachable(event);
  }
}

/** A delivery after several things that happened to it. */
export const after = (delivery: Delivery | undefined, events: readonly DeliveryEvent[]): Delivery | undefined =>
  events.reduce<Delivery | undefined>(evolve, delivery);

function withoutOffer({ offer: _, ...delivery }: Delivery): Delivery {
  return delivery;
}

export function unreachable(never: never): never {
  throw new Error(`${JSON.stringify(never)} is unknown here`);
}
