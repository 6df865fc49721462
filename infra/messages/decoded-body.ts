import { type ReceivedMessage, decodeBody, isProtobuf } from '@ftgo/envelope';
import { publishedTypes } from './published-language.ts';

/**
 * A body for people: what its JSON says, or what it would say were it not Protobuf; text where it is neither, null where there
 * is none. Bytes say nothing of themselves, so of a type that nobody published only their number is known.
 */
export function decodedBody(message: Pick<ReceivedMessage, 'type' | 'contentType' | 'body'>): unknown {
  if (message.body === null) return null;
  if (isProtobuf(message.contentType)) return decodedBytes(message, message.body);
  const text = message.body.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function decodedBytes(message: Pick<ReceivedMessage, 'type' | 'contentType' | 'body'>, { length }: Buffer): unknown {
  const type = publishedTypes.get(message.type);
  if (!type) return `${length} bytes of Protobuf of an unknown type`;
  try {
    return type.codec.toJSON(decodeBody(type, message));
  } catch {
    return `${length} bytes that are no Protobuf of ${type.name}`;
  }
}
