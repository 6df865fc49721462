import type { MessageType } from '@ftgo/envelope';
import { EventPattern } from '@nestjs/microservices';
import { PATTERN_METADATA } from '@nestjs/microservices/constants';
import type { View } from '../views/view.ts';
import { MessageContext } from './message-context.ts';
import type { Topic } from './topic.ts';

/** What a subscriber hears with which pattern; rides along with Nest's pattern as its extras. */
export interface Hearing {
  readonly subscriber: string;
  readonly type: MessageType<unknown>;
  /** It is asked to do something, and by nobody but this subscriber. */
  readonly isCommand?: boolean;
  /** The view that is made of it: heard once for each generation of its rows. */
  readonly view?: View;
}

/** All types that match, whatever they are. */
export interface TopicHearing {
  readonly subscriber: string;
  readonly topic: Topic;
}

/** What is heard: the name of a type, or a pattern of names. */
export function heardName(hearing: Hearing | TopicHearing): string {
  return 'topic' in hearing ? hearing.topic.pattern : hearing.type.name;
}

/** Keeps other transports of a hybrid application, such as gRPC, from being offered these handlers. */
export const kafkaTransport = Symbol.for('ftgo.kafka');

type Handler<T> = (event: T, context: MessageContext) => Promise<unknown>;

const remembering = new WeakSet<object>();

/**
 * Makes a controller's method a handler of one type of message, `(@Payload() event: T, @Ctx() context: MessageContext)`.
 * The subscriber names the consumer group `ftgo.<service>.<subscriber>`, the inbox's and the dead letters' owner; each
 * module has its own, so two modules of a service may handle the same type. A method may carry it more than once.
 *
 * What the method throws never reaches Nest's exception filters: a passing fault is retried, anything else parks the key.
 *
 * @throws Error for a method that takes no context: without the cause it could not use the write path.
 */
export function OnEvent<T>(subscriber: string, type: MessageType<T>) {
  return hear<T>({ subscriber, type });
}

/** What the decorators of handlers have in common. */
export function hear<T>(hearing: (Hearing & { readonly type: MessageType<T> }) | TopicHearing) {
  return <H extends Handler<T>>(target: object, name: string | symbol, descriptor: TypedPropertyDescriptor<H>): void => {
    const method = rememberFailure(descriptor as PropertyDescriptor);
    const others: string[] = Reflect.getMetadata(PATTERN_METADATA, method) ?? [];
    const pattern = patternOf(hearing.subscriber, heardName(hearing));
    EventPattern([...others, pattern], kafkaTransport, { [pattern]: hearing })(target, name, descriptor);
  };
}

/** Nest's name for a handler: unique per subscriber and type. */
export function patternOf(subscriber: string, typeName: string): string {
  return `${subscriber} ${typeName}`;
}

/** Puts a method in the place of the decorated one that keeps what it threw, before any filter can flatten it. */
function rememberFailure(descriptor: PropertyDescriptor): Handler<never> {
  const original = descriptor.value as Handler<never>;
  if (original.length < 2) throw new Error(`${original.name} must take (@Payload() event, @Ctx() context: MessageContext)`);
  if (remembering.has(original)) return original;
  const method = async function (this: unknown, ...args: [never, MessageContext]): Promise<unknown> {
    try {
      return await original.apply(this, args);
    } catch (error) {
      const context = args.find((arg: unknown) => arg instanceof MessageContext);
      if (!context) throw error;
      context.failure = { error };
      return undefined;
    }
  };
  Object.defineProperty(method, 'name', { value: original.name });
  Object.defineProperty(method, 'length', { value: original.length });
  for (const key of Reflect.getMetadataKeys(original)) Reflect.defineMetadata(key, Reflect.getMetadata(key, original), method);
  remembering.add(method);
  descriptor.value = method;
  return method;
}
