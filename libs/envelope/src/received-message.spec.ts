import { describe, expect, it } from '@jest/globals';
import { type Envelope, headersOf } from './headers.ts';
import { type BrokerRecord, receivedMessage } from './received-message.ts';

const envelope: Envelope = {
  id: '0199-created',
  type: 'ftgo.order.OrderCreated.v1',
  source: 'ftgo.order',
  subject: 'order-1',
  time: '2026-11-21T07:00:00.000Z',
  contentType: 'application/json',
  correlationId: 'request-1',
  causationId: 'message-0',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  replyTo: 'ftgo.order.replies',
};

function record(given: Partial<BrokerRecord> = {}): BrokerRecord {
  return {
    channel: 'ftgo.order.events',
    partition: 3,
    offset: '42',
    key: Buffer.from('order-1'),
    value: Buffer.from('{}'),
    timestamp: '1790000000000',
    ...given,
  };
}

const onTheWire = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)]));

describe('an envelope', () => {
  it('comes back from the headers as it went in', () => {
    const sent = record({ headers: onTheWire(headersOf(envelope)) });
    expect(receivedMessage(sent)).toEqual({
      ...envelope,
      record: sent,
      time: new Date(envelope.time),
      channel: 'ftgo.order.events',
      partition: 3,
      offset: '42',
      key: 'order-1',
      body: Buffer.from('{}'),
    });
  });

  it('names the version of CloudEvents and leaves out what is absent', () => {
    const headers = headersOf({ ...envelope, causationId: undefined, traceparent: undefined, replyTo: undefined });
    expect(headers['ce_specversion']).toBe('1.0');
    expect(Object.keys(headers)).not.toContain('traceparent');
    expect(Object.keys(headers)).toHaveLength(8);
  });
});

describe("a stranger's message", () => {
  it('is known by where it lies when it has no id', () => {
    const received = receivedMessage(record());
    expect(received.id).toBe('ftgo.order.events/3/42');
    expect(received.correlationId).toBe(received.id);
    expect(received.type).toBe('');
    expect(received.time).toEqual(new Date(1790000000000));
  });

  it('is a key of its own when it has none, so that strangers never wait for each other', () => {
    expect(receivedMessage(record({ key: null })).key).toBe('ftgo.order.events/3/42');
    expect(receivedMessage(record({ key: Buffer.alloc(0) })).key).toBe('ftgo.order.events/3/42');
  });

  it.each([
    ['a time that is none', { ce_time: 'yesterday' }],
    ['repeated headers', { ce_id: [Buffer.from('first'), Buffer.from('last')] }],
    ['an empty list of headers', { ce_id: [] }],
    ['bytes that are no UTF-8', { ce_type: Buffer.from([0xff, 0xfe, 0x00]) }],
    ['a trace that is none', { traceparent: '{"a":1}' }],
  ])('is read in spite of %s', (_, headers) => {
    expect(() => receivedMessage(record({ headers, timestamp: 'never' }))).not.toThrow();
  });

  it('takes the last of repeated headers', () => {
    expect(receivedMessage(record({ headers: { ce_id: ['first', 'last'] } })).id).toBe('last');
  });

  it('brings no U+0000 into the database, but for the record as it was read', () => {
    const { record: _, ...received } = receivedMessage(record({ key: Buffer.from('a\0b'), headers: { ce_id: 'id\0', ce_subject: '\0' } }));
    expect(JSON.stringify({ ...received, body: null })).not.toContain('\\u0000');
  });

  it('brings no id or key that an index cannot take', () => {
    const received = receivedMessage(record({ key: Buffer.alloc(10_000, 'k'), headers: { ce_id: 'i'.repeat(10_000) } }));
    expect(received.id).toMatch(/^sha256:/);
    expect(received.key.length).toBeLessThan(100);
  });

  it('brings no trace that is none', () => {
    expect(receivedMessage(record({ headers: { traceparent: 'nonsense' } })).traceparent).toBeUndefined();
  });
});
