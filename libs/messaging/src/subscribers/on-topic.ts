import type { ReceivedMessage } from '@ftgo/envelope';
import { hear } from './on-event.ts';
import { type Topic, matcherOf } from './topic.ts';

/**
 * Makes a controller's method the handler of every message whose type matches, also of types that did not exist when it was written:
 * `(@Payload() message: ReceivedMessage, @Ctx() context: MessageContext)`. The body is left as it came. It works as `@OnEvent` does otherwise;
 * a type that the subscriber handles by its own name goes there, and one that two patterns match to the one that is declared first: a subscriber
 * handles a message once.
 *
 * @throws Error for a pattern that is none.
 */
export function OnTopic(subscriber: string, topic: Topic) {
  matcherOf(topic.pattern);
  return hear<ReceivedMessage>({ subscriber, topic });
}
