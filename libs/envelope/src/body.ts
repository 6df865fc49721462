import type { MessageType } from './message-type.ts';
import type { ReceivedMessage } from './message.ts';

/** The body of a message of a known type is not what its type promises: no retry will mend it. */
export class UndecodableBody extends Error {
  override readonly name = 'UndecodableBody';
}

/**
 * Reads a body as its type says: JSON, or Protobuf where the content type says so.
 *
 * @throws UndecodableBody for no body, another content type, bytes that do not parse, or JSON that is no object.
 */
export function decodeBody<T>(type: MessageType<T>, message: Pick<ReceivedMessage, 'body' | 'contentType'>): T {
  if (message.body === null) throw new UndecodableBody(`${type.name} came without a body`);
  const contentType = message.contentType.split(';', 1)[0]!.trim().toLowerCase();
  try {
    if (isProtobuf(contentType)) return type.codec.decode(message.body);
    if (isJson(contentType)) return type.codec.fromJSON(jsonObject(message.body));
  } catch (error) {
    throw new UndecodableBody(`${type.name}: ${(error as Error).message}`, { cause: error });
  }
  throw new UndecodableBody(`${type.name} came as ${contentType}, which is neither JSON nor Protobuf`);
}

function isJson(contentType: string): boolean {
  return contentType === '' || contentType === 'application/json' || contentType.endsWith('+json');
}

function isProtobuf(contentType: string): boolean {
  return contentType === 'application/protobuf' || contentType === 'application/x-protobuf';
}

function jsonObject(bytes: Buffer): object {
  const parsed: unknown = JSON.parse(bytes.toString('utf8'));
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new TypeError('the body is no JSON object');
  return parsed;
}
