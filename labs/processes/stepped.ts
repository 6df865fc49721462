import { type MessageCodec, type MessageType, headersOf, messageTypes } from '@ftgo/envelope';
import type { OutgoingRecord } from '@ftgo/messaging';
import type { Step } from '../ground/wire.ts';

export type Body = Pick<Step, 'aggregate' | 'n'>;

const codec: MessageCodec<Body> = {
  $type: 'ftgo.lab.v1.Stepped',
  encode: (body) => ({ finish: () => Buffer.from(JSON.stringify(body)) }),
  decode: (bytes) => JSON.parse(Buffer.from(bytes).toString()) as Body,
  fromJSON: (json) => json as Body,
  toJSON: (body) => body,
};

/** The one type of message in a lab: an aggregate took its step n. */
export const steppedOn = (topic: string): MessageType<Body> => messageTypes(topic, { Stepped: codec }).Stepped;

/** A step as the product's services send what happened: the same envelope, the aggregate's id as its key. */
export function recordOf(topic: string, { id, aggregate, n }: Step): OutgoingRecord {
  return {
    channel: topic,
    key: aggregate,
    value: JSON.stringify({ aggregate, n } satisfies Body),
    headers: headersOf({
      id,
      type: steppedOn(topic).name,
      source: 'ftgo.lab',
      subject: aggregate,
      time: new Date().toISOString(),
      contentType: 'application/json',
      correlationId: id,
    }),
  };
}
