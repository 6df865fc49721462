import { courierEvents } from '@ftgo/delivery-api';
import { message, type OutgoingMessage } from '@ftgo/envelope';
import type { CourierEvent } from '../../domain/courier-event.ts';

/** What the world hears of a courier, keyed by the courier's id. */
export function courierMessage(event: CourierEvent): OutgoingMessage {
  const { courierId } = event;
  switch (event.type) {
    case 'CourierCreated':
      return message(courierEvents.CourierCreated, courierId, { courierId, name: event.name });
    case 'CourierAvailabilityChanged':
      return message(courierEvents.CourierAvailabilityChanged, courierId, { courierId, available: event.available });
  }
}
