import type { Courier } from '../../../courier/domain/courier.ts';
import { type StillToDo, leaveOut } from '../../../courier/domain/itinerary.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { DeliveryEvent } from '../../domain/delivery-event.ts';

type Left = { readonly still: StillToDo; readonly made?: 'PICK_UP' | 'DELIVER' };

/** What is left to do for a delivery in its courier's plan after these events; all that was in it, if none of them is here. */
const leftAfter: Partial<Record<DeliveryEvent['type'], Left>> = {
  DeliveryPickedUp: { still: ['DELIVER'], made: 'PICK_UP' },
  DeliveryDelivered: { still: [], made: 'DELIVER' },
  DeliveryUnscheduled: { still: [] },
  DeliveryCancelled: { still: [] },
};

/** A courier's plan after what happened to a delivery that was in it. */
export function planAfter(courier: Courier, orderId: string, events: readonly DeliveryEvent[], now: Date): Courier {
  return events.reduce((plan, { type }) => {
    const left = leftAfter[type];
    return left ? leaveOut(plan, orderId, left.still, left.made, now) : plan;
  }, courier);
}

/** The courier whose plan follows from the events, if any does. */
export const planConcerned = (delivery: Delivery | undefined, events: readonly DeliveryEvent[]): string | undefined =>
  events.some(({ type }) => leftAfter[type]) ? delivery?.assignment?.courierId : undefined;
