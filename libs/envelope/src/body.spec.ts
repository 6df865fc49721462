import { describe, expect, it } from '@jest/globals';
import { UndecodableBody, UnknownContentType, decodeBody, encodeBody } from './body.ts';
import type { MessageCodec, MessageType } from './message-type.ts';
import { message } from './message.ts';

interface Ping {
  n: number;
}

const codec: MessageCodec<Ping> = {
  $type: 'ftgo.test.v1.Ping',
  encode: ({ n }) => ({ finish: () => Uint8Array.of(n) }),
  decode: (bytes) => ({ n: bytes[0]! }),
  fromJSON: (json) => ({ n: Number((json as Ping).n) }),
  toJSON: (body) => body,
};
const ping: MessageType<Ping> = { name: 'ftgo.test.Ping.v1', channel: 'ftgo.test.events', codec };
const body = (text: string | null, contentType = 'application/json') => ({ body: text === null ? null : Buffer.from(text), contentType });

describe('a body', () => {
  it.each(['', 'application/json', 'application/json; charset=utf-8', 'application/vnd.ftgo+json'])('is JSON as %p', (contentType) => {
    expect(decodeBody(ping, body('{"n":7}', contentType))).toEqual({ n: 7 });
  });

  it('is Protobuf where its content type says so', () => {
    expect(decodeBody(ping, body('\x07', 'application/protobuf'))).toEqual({ n: 7 });
  });

  it.each([
    ['no body', body(null)],
    ['no JSON', body('{"n":')],
    ['a JSON value that is no object', body('7')],
    ['null', body('null')],
    ['an array', body('[]')],
  ])('is undecodable with %s', (_, given) => {
    expect(() => decodeBody(ping, given)).toThrow(UndecodableBody);
  });

  it('has a fault of its own where its content type is unknown', () => {
    expect(() => decodeBody(ping, body('<n>7</n>', 'application/xml'))).toThrow(UnknownContentType);
    expect(() => decodeBody(ping, body('<n>7</n>', 'application/xml'))).toThrow(/came as application\/xml/);
  });
});

describe('a message', () => {
  it.each([
    ['json', { contentType: 'application/json', payload: '{"n":7}' }],
    ['protobuf', { contentType: 'application/protobuf', payload: Uint8Array.of(7) }],
  ] as const)('is written as %s where its sender is set so', (format, written) => {
    expect(encodeBody(message(ping, 'key', { n: 7 }), format)).toEqual(written);
  });
});
