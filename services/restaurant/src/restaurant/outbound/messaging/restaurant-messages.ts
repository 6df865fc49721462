import { type OutgoingMessage, message } from '@ftgo/envelope';
import { restaurantEvents } from '@ftgo/restaurant-api';
import type { RestaurantEvent } from '../../domain/restaurant-event.ts';

/** What the world is told of a restaurant: each event of the domain as a message of the published language. */
export function restaurantMessage(event: RestaurantEvent): OutgoingMessage {
  switch (event.type) {
    case 'RestaurantCreated': {
      const { id, menu, openingHours, ...rest } = event.restaurant;
      const body = { ...rest, restaurantId: id, menu: [...menu], openingHours: [...openingHours] };
      return message(restaurantEvents.RestaurantCreated, id, body);
    }
    case 'RestaurantMenuChanged': {
      const { restaurantId, version, menu } = event;
      return message(restaurantEvents.RestaurantMenuChanged, restaurantId, { restaurantId, version, menu: [...menu] });
    }
    case 'RestaurantOpeningHoursChanged': {
      const { restaurantId, version, openingHours } = event;
      return message(restaurantEvents.RestaurantOpeningHoursChanged, restaurantId, { restaurantId, version, openingHours: [...openingHours] });
    }
    case 'RestaurantCapacityChanged': {
      const { restaurantId, version, capacity } = event;
      return message(restaurantEvents.RestaurantCapacityChanged, restaurantId, { restaurantId, version, capacity });
    }
    default:
      return unknownEvent(event);
  }
}

function unknownEvent(event: never): never {
  throw new Error(`No message for ${JSON.stringify(event)}`);
}
