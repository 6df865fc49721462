/** What ts-proto generates for a message; the part of it that an envelope needs. */
export interface MessageCodec<T> {
  readonly $type: string;
  encode(body: T): { finish(): Uint8Array };
  decode(bytes: Uint8Array): T;
  fromJSON(json: unknown): T;
  toJSON(body: T): unknown;
}

/** A type of message of the published language: its name on the wire, its channel and how its body is written. */
export interface MessageType<T> {
  /** `ce_type`, such as `ftgo.order.OrderCreated.v1`. */
  readonly name: string;
  /** The topic that carries it, such as `ftgo.order.events`. */
  readonly channel: string;
  readonly codec: MessageCodec<T>;
}

/** The body of a message type. */
export type BodyOf<M> = M extends MessageType<infer T> ? T : never;

type TypesOf<C> = { readonly [K in keyof C]: C[K] extends MessageCodec<infer T> ? MessageType<T> : never };

/**
 * Declares the message types that travel on one channel. The wire name follows from the Protobuf name:
 * `ftgo.order.v1.OrderCreated` is `ftgo.order.OrderCreated.v1`.
 *
 * @throws Error where a codec's package does not end in a version.
 */
export function messageTypes<C extends Record<string, MessageCodec<unknown>>>(channel: string, codecs: C): TypesOf<C> {
  return Object.fromEntries(
    Object.entries(codecs).map(([key, codec]) => [key, { name: wireName(codec.$type), channel, codec }]),
  ) as TypesOf<C>;
}

function wireName(protobufName: string): string {
  const parts = /^(?<aggregate>.+)\.(?<version>v\d+)\.(?<message>\w+)$/.exec(protobufName)?.groups;
  if (!parts) throw new Error(`${protobufName} does not lie in a versioned package such as ftgo.order.v1`);
  return `${parts['aggregate']}.${parts['message']}.${parts['version']}`;
}
