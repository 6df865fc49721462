import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type MessageCodec, type MessageType, decodeBody, encodeBody, message } from '@ftgo/envelope';

interface Published {
  readonly events: readonly MessageType<unknown>[];
  /** Commands and replies: what goes from one to one. */
  readonly commands?: readonly MessageType<unknown>[];
  /** Documents and requests that are no messages. */
  readonly others: readonly MessageCodec<unknown>[];
}

/**
 * Tests that messages are written and read as they always were. What lies in the folder, one `<name>.json` per message with
 * its JSON and its Protobuf, is what was once sent: whoever reads the published language must read it for ever.
 */
export const isAsItAlwaysWas = (folder: URL, { events, commands = [], others }: Published): void => {
  const golden = (name: string) => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));

  const isWrittenAndRead = (name: string, codec: MessageCodec<unknown>): void => {
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
  };

  describe.each([...events, ...commands])('the message $name', ({ name, channel, codec }) => {
    it('has the type and the channel it always had', () => expect(golden(name)).toMatchObject({ type: name, channel }));
    isWrittenAndRead(name, codec);

    it('says the same in either format, by its content type', () => {
      const body = codec.fromJSON(golden(name).json);
      for (const format of ['json', 'protobuf'] as const) {
        const { contentType, payload } = encodeBody(message({ name, channel, codec }, 'key', body), format);
        expect(decodeBody({ name, channel, codec }, { contentType, body: Buffer.from(payload) })).toEqual(body);
      }
    });
  });

  describe.each(others)('the document or request $$type', (codec) => isWrittenAndRead(codec.$type, codec));
};
