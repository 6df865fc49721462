import { describe, expect, it } from '@jest/globals';
import { contentTypes, encodeBody, message } from '@ftgo/envelope';
import { ticketEvents } from '@ftgo/restaurant-api';
import { decodedBody } from './decoded-body.ts';

const ids = { orderId: 'the order', restaurantId: 'the restaurant' };
const { name: type } = ticketEvents.TicketCreated;
const shown = (bytes: string | Uint8Array | null, contentType: string, of = type) =>
  decodedBody({ type: of, contentType, body: bytes === null ? null : Buffer.from(bytes as string) });

describe('a body for people', () => {
  it.each(['json', 'protobuf'] as const)('says the same written as %s', (format) => {
    const { payload, contentType } = encodeBody(message(ticketEvents.TicketCreated, 'key', ids), format);
    expect(shown(payload, contentType)).toEqual(ids);
  });

  it('is text where it is no JSON, and nothing where there is none', () => {
    expect(shown('{"a":', contentTypes.json)).toBe('{"a":');
    expect(shown(null, contentTypes.protobuf)).toBeNull();
  });

  it('is a number of bytes where nobody knows what they mean', () => {
    expect(shown('\x0a\x03abc', contentTypes.protobuf, 'ftgo.other.Thing.v1')).toBe('5 bytes of Protobuf of an unknown type');
    expect(shown('\x0a\xffa', contentTypes.protobuf)).toMatch(/^\d+ bytes that are no Protobuf of ftgo.ticket.TicketCreated.v1$/);
  });
});
