import { describe, expect, it } from '@jest/globals';
import { isAsItAlwaysWas } from '@ftgo/golden-messages';
import { RestaurantGrpc, TicketEvents, restaurantCommands, restaurantEvents, ticketEvents } from './index.ts';

const { Restaurant, CreateRestaurantRequest, ReplaceMenuRequest, AcceptTicketRequest, RejectTicketRequest } = RestaurantGrpc;

isAsItAlwaysWas(new URL('../golden/', import.meta.url), {
  events: Object.values({ ...restaurantEvents, ...ticketEvents }),
  commands: Object.values(restaurantCommands),
  others: [Restaurant, TicketEvents.Ticket, CreateRestaurantRequest, ReplaceMenuRequest, AcceptTicketRequest, RejectTicketRequest],
});

describe('a capacity without limit', () => {
  it('is told apart from no capacity at all', () => {
    const { codec } = restaurantEvents.RestaurantCapacityChanged;
    const told = { restaurantId: 'r', version: 2 };
    expect(codec.fromJSON(codec.toJSON({ ...told, capacity: undefined })).capacity).toBeUndefined();
    expect(codec.fromJSON(codec.toJSON({ ...told, capacity: 0 })).capacity).toBe(0);
  });
});
