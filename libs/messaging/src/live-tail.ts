import { type ReceivedMessage, receivedMessage } from '@ftgo/envelope';
import type { MessageBroker, Tail } from './broker.ts';

/**
 * Lets every instance of a service hear a channel from now on, as live streams to callers need it. Nothing is committed or
 * repeated after a restart; what must not be missed belongs in a subscriber.
 */
export class LiveTail {
  /** @param service names the groups `ftgo.<service>.live.<random>`, one per instance, which are deleted when they stop. */
  constructor(
    private readonly service: string,
    private readonly broker: MessageBroker,
  ) {}

  /** @param handler called for each message in order per key; what it throws is logged and skipped. */
  subscribe(channels: readonly string[], handler: (message: ReceivedMessage) => void): Tail {
    return this.broker.tail(`ftgo.${this.service}.live`, channels, (record) => handler(receivedMessage(record)));
  }
}
