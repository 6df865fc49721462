import type { MessageCodec, MessageType } from './message-type.ts';
import type { BrokerRecord } from './received-message.ts';

/**
 * A message that a change of state wants sent. Id, time and causation are added when it is written to the outbox, and only there
 * the body becomes text or bytes: in which format is the service's setting, and nothing that a module knows of.
 */
export interface OutgoingMessage<T = unknown> {
  /** The topic. */
  readonly channel: string;
  /** Partition key: the order's id wherever a saga's message is concerned, else the aggregate's id. */
  readonly key: string;
  /** `ce_type`. */
  readonly type: string;
  readonly body: T;
  readonly codec: Pick<MessageCodec<T>, 'encode' | 'toJSON'>;
  /** Where a command's replies go. */
  readonly replyTo?: string;
}

/** What is known of where a message came from: what a trace, a log line and the next message's causation need. */
export interface Causation {
  /** One for all messages that follow from one request. */
  readonly correlationId: string;
  /** The id of the message that led to this one; absent for a request. */
  readonly causationId?: string;
  /** W3C trace context. */
  readonly traceparent?: string;
}

/** A message as a subscriber got it: CloudEvents attributes in Kafka's binary mode, and where it lay. */
export interface ReceivedMessage extends Causation {
  /** `ce_id`; for a stranger's message without one, `<topic>/<partition>/<offset>`. */
  readonly id: string;
  /** `ce_type`; empty where the sender named none. */
  readonly type: string;
  readonly source: string;
  readonly subject: string;
  readonly time: Date;
  readonly contentType: string;
  readonly replyTo?: string;
  readonly channel: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string;
  /** The body's bytes; null for a tombstone. */
  readonly body: Buffer | null;
  /** What it was read from, byte by byte; a message that is not from a broker has none. */
  readonly record?: Pick<BrokerRecord, 'key' | 'headers'>;
}

/** A message of the type, with a body that the type allows. */
export function message<T>({ name, channel, codec }: MessageType<T>, key: string, body: T): OutgoingMessage<T> {
  return { channel, key, type: name, body, codec };
}
