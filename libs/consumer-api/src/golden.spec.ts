import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { MessageCodec } from '@ftgo/envelope';
import { ConsumerGrpc, accountEvents, authorizationEvents, consumerEvents } from './index.ts';

// What lies in golden/ is what was once sent: whoever reads the published language must read it for ever.
const golden = (name: string) => JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8'));

const events = Object.values({ ...consumerEvents, ...accountEvents, ...authorizationEvents });
const { Consumer, Account, Books, SignUpRequest, SetCreditLimitRequest } = ConsumerGrpc;

describe.each(events)('the event $name', ({ name, channel, codec }) => {
  it('has the type and the channel it always had', () => expect(golden(name)).toMatchObject({ type: name, channel }));
  reads(name, codec as MessageCodec<unknown>);
});

describe.each([Consumer, Account, Books, SignUpRequest, SetCreditLimitRequest])('the document or request $$type', (codec) =>
  reads(codec.$type, codec as MessageCodec<unknown>),
);

function reads(name: string, codec: MessageCodec<unknown>) {
  const { json, protobuf } = golden(name);

  it('is written as JSON as it always was', () => {
    expect(codec.toJSON(codec.decode(Buffer.from(protobuf, 'base64')))).toEqual(json);
  });

  it('is written as Protobuf as it always was', () => {
    expect(Buffer.from(codec.encode(codec.fromJSON(json)).finish()).toString('base64')).toBe(protobuf);
  });

  it('is read also with a field of tomorrow', () => {
    expect(codec.fromJSON({ ...json, fieldOfTomorrow: 1 })).toEqual(codec.fromJSON(json));
  });
}
