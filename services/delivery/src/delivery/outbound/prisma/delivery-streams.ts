import { EventStreams, type Row } from '@ftgo/write-path';
import { type Delivery, evolve, stateOf } from '../../domain/delivery.ts';
import type { DeliveryEvent } from '../../domain/delivery-event.ts';

/** A delivery is kept by its events. */
export const deliveryStreams = new EventStreams<Delivery, DeliveryEvent>({
  table: 'deliveries',
  events: 'delivery_events',
  evolve,
  toStored: ({ type, ...data }) => ({ type, data }),
  fromStored: ({ type, data }) => ({ type, ...(withTimes(data) as object) }) as DeliveryEvent,
  snapshot: {
    every: 16,
    // One more with each change of what a delivery's state is made of.
    schema: 2,
    toJson: (delivery) => ({ ...delivery }),
    fromJson: (json) => withTimes(json) as Delivery,
  },
  columns: { state: 'text', consumer_id: 'uuid', restaurant_id: 'uuid', courier_id: 'uuid', due_at: 'timestamptz', queued_since: 'timestamptz', offer: 'jsonb' },
  toRow: (delivery) => ({
    state: stateOf(delivery),
    consumer_id: delivery.consumerId,
    restaurant_id: delivery.restaurantId,
    courier_id: delivery.assignment?.courierId,
    due_at: dueAt(delivery)?.toISOString(),
    queued_since: delivery.queuedSince?.toISOString(),
    offer: delivery.offer,
  }),
});

/** When a timer has something to do about it. */
function dueAt({ stage, isCancelPending, offer, giveUpAt }: Delivery): Date | undefined {
  if (isCancelPending) return undefined;
  if (stage === 'OFFERED') return offer?.closesAt;
  return stage === 'PENDING' ? giveUpAt : undefined;
}

const times = new Set(['deliveryTime', 'readyBy', 'giveUpAt', 'queuedSince', 'closesAt', 'pickUpAt', 'deliverAt', 'pickedUpAt', 'deliveredAt', 'at']);

/** JSON has no times. */
export function withTimes(json: unknown, name?: string): unknown {
  if (name !== undefined && times.has(name) && typeof json === 'string') return new Date(json);
  if (Array.isArray(json)) return json.map((each) => withTimes(each));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json as Row).map(([key, value]) => [key, withTimes(value, key)]));
}
