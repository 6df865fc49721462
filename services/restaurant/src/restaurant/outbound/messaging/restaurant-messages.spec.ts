import { describe, expect, it } from '@jest/globals';
import { ajanta, menu } from '../../domain/restaurant.mother.ts';
import { restaurantMessage } from './restaurant-messages.ts';

const about = { restaurantId: ajanta.id, version: 2 };
const { openingHours } = ajanta;

describe('what is told of a restaurant', () => {
  it('RestaurantCreated, all of it', () => {
    const { channel, key, type, body } = restaurantMessage({ type: 'RestaurantCreated', restaurant: ajanta });
    expect({ channel, key, type }).toEqual({ channel: 'ftgo.restaurant.events', key: ajanta.id, type: 'ftgo.restaurant.RestaurantCreated.v1' });
    const { id, ...rest } = ajanta;
    expect(body).toEqual({ restaurantId: id, ...rest });
  });

  it.each([
    [{ type: 'RestaurantMenuChanged', ...about, menu }, { ...about, menu }],
    [{ type: 'RestaurantOpeningHoursChanged', ...about, openingHours }, { ...about, openingHours }],
    [{ type: 'RestaurantCapacityChanged', ...about, capacity: 0 }, { ...about, capacity: 0 }],
    [{ type: 'RestaurantCapacityChanged', ...about, capacity: undefined }, about],
  ] as const)('%j', (event, body) => {
    const { key, type, body: told, codec } = restaurantMessage(event);
    expect({ key, type }).toEqual({ key: ajanta.id, type: `ftgo.restaurant.${event.type}.v1` });
    expect(codec.toJSON(told)).toEqual(body);
  });
});
