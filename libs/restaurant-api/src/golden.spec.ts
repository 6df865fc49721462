import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { MessageCodec } from '@ftgo/envelope';
import { RestaurantGrpc, TicketEvents, restaurantEvents, ticketEvents } from './index.ts';

// What lies in golden/ is what was once sent: whoever reads the published language must read it for ever.
const golden = (name: string) => JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8'));

describe.each(Object.values({ ...restaurantEvents, ...ticketEvents }))('the event $name', ({ name, channel, codec }) => {
  it('has the type and the channel it always had', () => {
    expect(golden(name)).toMatchObject({ type: name, channel });
  });

  isWrittenAndRead(name, codec as MessageCodec<unknown>);
});

const { Restaurant, CreateRestaurantRequest, ReplaceMenuRequest } = RestaurantGrpc;

describe.each([Restaurant, TicketEvents.Ticket, CreateRestaurantRequest, ReplaceMenuRequest])('the document or request $$type', (codec) => {
  isWrittenAndRead(codec.$type, codec as MessageCodec<unknown>);
});

function isWrittenAndRead(name: string, codec: MessageCodec<unknown>): void {
  it('is written as JSON as it always was', () => {
    const { json, protobuf } = golden(name);
    expect(codec.toJSON(codec.decode(Buffer.from(protobuf, 'base64')))).toEqual(json);
  });

  it('is written as Protobuf as it always was', () => {
    const { json, protobuf } = golden(name);
    expect(Buffer.from(codec.encode(codec.fromJSON(json)).finish()).toString('base64')).toBe(protobuf);
  });

  it('is read also with a field of tomorrow', () => {
    const { json } = golden(name);
    expect(codec.fromJSON({ ...json, fieldOfTomorrow: 1 })).toEqual(codec.fromJSON(json));
  });
}

describe('a capacity without limit', () => {
  it('is told apart from no capacity at all', () => {
    const { codec } = restaurantEvents.RestaurantCapacityChanged;
    const told = { restaurantId: 'r', version: 2 };
    expect(codec.fromJSON(codec.toJSON({ ...told, capacity: undefined })).capacity).toBeUndefined();
    expect(codec.fromJSON(codec.toJSON({ ...told, capacity: 0 })).capacity).toBe(0);
  });
});
