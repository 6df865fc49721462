import type { MessageType } from './message-type.ts';
import type { OutgoingMessage, ReceivedMessage } from './message.ts';

/** The formats a body can be written in, and the content type that tells a reader which it is. */
export const contentTypes = { json: 'application/json', protobuf: 'application/protobuf' } as const;

export type MessageFormat = keyof typeof contentTypes;

/** A body as it travels: JSON as text, Protobuf as bytes. */
export interface EncodedBody {
  readonly contentType: (typeof contentTypes)[MessageFormat];
  readonly payload: string | Uint8Array;
}

/** Writes a message's body in a format. Both are generated from the same `.proto`. */
export function encodeBody({ codec, body }: Pick<OutgoingMessage, 'codec' | 'body'>, format: MessageFormat): EncodedBody {
  const payload = format === 'protobuf' ? codec.encode(body).finish() : JSON.stringify(codec.toJSON(body));
  return { contentType: contentTypes[format], payload };
}

/** The body of a message of a known type is not what its type promises: no retry will mend it. */
export class UndecodableBody extends Error {
  override readonly name: string = 'UndecodableBody';
}

/** The body is in a format that nobody here reads. */
export class UnknownContentType extends UndecodableBody {
  override readonly name = 'UnknownContentType';
}

/**
 * Reads a body as its type says: JSON, or Protobuf where the content type says so.
 *
 * @throws UnknownContentType for any other content type.
 * @throws UndecodableBody for no body, bytes that do not parse, or JSON that is no object.
 */
export function decodeBody<T>(type: MessageType<T>, message: Pick<ReceivedMessage, 'body' | 'contentType'>): T {
  const { body, contentType } = message;
  if (body === null) throw new UndecodableBody(`${type.name} came without a body`);
  try {
    if (isJson(contentType)) return type.codec.fromJSON(jsonObject(body));
    if (isProtobuf(contentType)) return type.codec.decode(body);
  } catch (error) {
    throw new UndecodableBody(`${type.name}: ${(error as Error).message}`, { cause: error });
  }
  throw new UnknownContentType(`${type.name} came as ${contentType}, which is neither JSON nor Protobuf`);
}

/** Whether a body of this content type is Protobuf. */
export function isProtobuf(contentType: string): boolean {
  const type = mediaTypeOf(contentType);
  return type === 'application/protobuf' || type === 'application/x-protobuf';
}

function isJson(contentType: string): boolean {
  const type = mediaTypeOf(contentType);
  return type === '' || type === 'application/json' || type.endsWith('+json');
}

const mediaTypeOf = (contentType: string): string => contentType.split(';', 1)[0]!.trim().toLowerCase();

function jsonObject(bytes: Buffer): object {
  const parsed: unknown = JSON.parse(bytes.toString('utf8'));
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new TypeError('the body is no JSON object');
  return parsed;
}
