import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { MessageCodec } from '@ftgo/envelope';
import { OrderGrpc, orderEvents } from './index.ts';

// What lies in golden/ is what was once sent: whoever reads the published language must read it for ever.
const golden = (name: string) => JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8'));

describe.each(Object.values({ ...orderEvents }))('the event $name', ({ name, channel, codec }) => {
  it('has the type and the channel it always had', () => expect({ type: name, channel }).toEqual(typeAndChannel(name)));
  reads(name, codec as MessageCodec<unknown>);
});

describe.each([OrderGrpc.Order, OrderGrpc.CreateOrderRequest])('the document or command $$type', (codec) => reads(codec.$type, codec as MessageCodec<unknown>));

function typeAndChannel(name: string) {
  const { type, channel } = golden(name);
  return { type, channel };
}

function reads(name: string, codec: MessageCodec<unknown>) {
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
