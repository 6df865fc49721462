import { type BrokerRecord, type MessageType, type ReceivedMessage, decodeBody, receivedMessage, typeOf } from '@ftgo/envelope';
import type { Replay } from '@ftgo/write-path';
import type { LoggerService } from '@nestjs/common';
import type { RecordBatch, Subscription } from '../broker.ts';
import { sagaStepOf } from '../commands/command-cause.ts';
import { Gate } from './back-off.ts';
import { type Delivery, type Patience, deliver } from './deliver.ts';
import type { FaultReport } from './faults.ts';
import { KeyLanes } from './key-lanes.ts';
import { MessageContext } from './message-context.ts';
import { type Topic, matcherOf } from './topic.ts';

/** Where the messages of one type go. */
export interface Route {
  readonly type: MessageType<unknown>;
  readonly isCommand?: boolean;
  invoke(event: unknown, context: MessageContext): Promise<void>;
}

/** Where the messages go whose type matches and has no route of its own. */
export interface TopicRoute {
  readonly topic: Topic;
  invoke(message: ReceivedMessage, context: MessageContext): Promise<void>;
}

export interface SubscriberOptions {
  readonly name: string;
  /** Of a view's rows, where it makes some. */
  readonly generation?: number;
  readonly group: string;
  readonly park: (message: ReceivedMessage, report: FaultReport) => Promise<void>;
  readonly isDatabaseThere: () => Promise<boolean>;
  readonly patience: Patience;
  readonly concurrency: number;
  readonly logger: LoggerService;
}

/** Nobody here handles this message; a later version, or an earlier one, may. */
export class NoHandler extends Error {
  override readonly name = 'NoHandler';
}

/** One module's ear: its handlers by type, and for each partition the order of its keys. */
export class Subscriber implements Subscription {
  readonly group: string;
  private readonly routes = new Map<string, Route>();
  private readonly topics: { readonly route: TopicRoute; readonly matches: (typeName: string) => boolean }[] = [];
  // They outlive a rebalance: a message that is handed over again waits for its own first run to end.
  private readonly partitions = new Map<string, { lanes: KeyLanes; gate: Gate }>();

  constructor(private readonly options: SubscriberOptions) {
    this.group = options.group;
  }

  add(route: Route): void {
    this.routes.set(route.type.name, route);
  }

  addTopic(route: TopicRoute): void {
    this.topics.push({ route, matches: matcherOf(route.topic.pattern) });
  }

  get channels(): readonly string[] {
    return [...new Set([...[...this.routes.values()].map(({ type }) => type.channel), ...this.topics.flatMap(({ route }) => route.topic.channels)])];
  }

  async onBatch(batch: RecordBatch): Promise<void> {
    const { lanes, gate } = this.partition(batch);
    for (const record of batch.records) {
      const route = this.routeOf(typeOf(record));
      if (!route) {
        batch.settle(record);
        continue;
      }
      if (lanes.isFull) await lanes.room();
      if (batch.revoked.aborted) return;
      const message = receivedMessage(record);
      lanes.run(message.key, () => this.bringToAnEnd(message, route, batch, record, gate));
    }
    // So that the next batch is fetched while the last of this one are being handled, but no earlier.
    if (lanes.isFull) await lanes.room();
  }

  /**
   * Hands a message over again, outside of its partition's order: whoever replays keeps the order of its key.
   *
   * @throws NoHandler, UndecodableBody, and whatever the handler throws.
   */
  async handleAgain(message: ReceivedMessage, replay: Replay): Promise<void> {
    const route = this.routeOf(message.type);
    if (!route) throw new NoHandler(`${this.options.name} has no handler for ${message.type} any more`);
    await this.invoke(route, message, replay);
  }

  /** The type of message that it knows by this name. */
  typeNamed(name: string): MessageType<unknown> | undefined {
    return this.routes.get(name)?.type;
  }

  async idle(): Promise<void> {
    await Promise.all([...this.partitions.values()].map(({ lanes }) => lanes.idle()));
  }

  private routeOf(typeName: string): Route | TopicRoute | undefined {
    return this.routes.get(typeName) ?? this.topics.find(({ matches }) => matches(typeName))?.route;
  }

  private async bringToAnEnd(message: ReceivedMessage, route: Route | TopicRoute, batch: RecordBatch, record: BrokerRecord, gate: Gate): Promise<void> {
    const { name, park, isDatabaseThere, patience } = this.options;
    const settled = await deliver({
      message,
      gate,
      patience,
      revoked: batch.revoked,
      handle: () => this.invoke(route, message),
      isDatabaseThere,
      park: (report) => park(message, report),
      tell: (event, report) => this.tell(event, message, report),
    });
    if (!settled) return;
    batch.settle(record);
    const { id: messageId, correlationId, type, key } = message;
    this.options.logger.log({ msg: 'handled', subscriber: name, messageId, correlationId, type, key });
  }

  private async invoke(route: Route | TopicRoute, message: ReceivedMessage, replay?: Replay): Promise<void> {
    const { name, generation } = this.options;
    if ('topic' in route) return route.invoke(message, new MessageContext(name, message, { replay, generation }));
    const body = decodeBody(route.type, message);
    const saga = route.isCommand ? sagaStepOf(body, message) : undefined;
    await route.invoke(body, new MessageContext(name, message, { replay, saga, generation }));
  }

  private partition({ channel, partition }: RecordBatch): { lanes: KeyLanes; gate: Gate } {
    const name = `${channel}/${partition}`;
    let found = this.partitions.get(name);
    if (!found) {
      found = { lanes: new KeyLanes(this.options.concurrency), gate: new Gate(this.options.patience) };
      this.partitions.set(name, found);
    }
    return found;
  }

  private tell(event: Parameters<Delivery['tell']>[0], message: ReceivedMessage, report: FaultReport): void {
    const { name, logger } = this.options;
    const fields = {
      subscriber: name,
      messageId: message.id,
      correlationId: message.correlationId,
      type: message.type,
      key: message.key,
      position: `${message.channel}/${message.partition}/${message.offset}`,
      fault: report.class,
      detail: report.detail,
      attempts: report.attempts,
    };
    if (event === 'retry') logger.warn({ msg: 'A message failed and will be tried again', ...fields });
    if (event === 'parked') logger.error({ msg: 'A message was dead-lettered and its key parked', ...fields });
    if (event === 'cannot-park') logger.error({ msg: 'A message could not be dead-lettered and will be tried again', ...fields });
  }
}
