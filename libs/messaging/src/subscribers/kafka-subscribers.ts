import { randomUUID } from 'node:crypto';
import type { MessageType, ReceivedMessage } from '@ftgo/envelope';
import type { Replay, WritePath } from '@ftgo/write-path';
import { Logger } from '@nestjs/common';
import { isObservable, lastValueFrom } from 'rxjs';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import type { MessageBroker, RunningSubscription } from '../broker.ts';
import { within } from '../bounded-wait.ts';
import type { Patience } from './deliver.ts';
import type { MessageContext } from './message-context.ts';
import { type Hearing, type TopicHearing, heardName, kafkaTransport } from './on-event.ts';
import type { Handlers } from './replays.ts';
import { NoHandler, type Route, Subscriber } from './subscriber.ts';
import { type View, subscriberOf } from '../views/view.ts';

export interface KafkaSubscribersOptions {
  /** The service's name; its groups are `ftgo.<service>.<subscriber>`. */
  readonly service: string;
  readonly broker: MessageBroker;
  /** Asked for when the first message fails, so after Nest has built it. */
  readonly writePath: () => Pick<WritePath, 'park' | 'update'>;
  readonly patience?: Partial<Patience>;
  /** How many messages of one partition may be under way at once: enough to fill flights, few enough not to queue before requests. */
  readonly concurrency?: number;
  /** How long listening waits for the groups to be joined before it goes on without, in milliseconds. */
  readonly joinWithin?: number;
}

const usualPatience: Patience = { first: 100, longest: 10_000, attempts: 20, time: 120_000 };

/** Somebody who hears the messages that a generation of a view is made of. */
export interface Hearer {
  readonly group: string;
  readonly channels: readonly string[];
  stop(): Promise<void>;
}

/**
 * Nest's transport strategy for messages: controllers' `@OnEvent` methods are called with order kept per key and keys side
 * by side, each subscriber in a consumer group of its own.
 */
export class KafkaSubscribers extends Server implements CustomTransportStrategy, Handlers {
  override readonly transportId = kafkaTransport;
  protected override readonly logger = new Logger('KafkaSubscribers');
  private readonly subscribers = new Map<string, Subscriber>();
  private readonly routesOfViews = new Map<View, Route[]>();
  private readonly running = new Set<RunningSubscription>();

  constructor(private readonly options: KafkaSubscribersOptions) {
    super();
  }

  override addHandler(pattern: unknown, handler: MessageHandler, isEventHandler = false, extras: Record<string, unknown> = {}): void {
    const hearing = extras[String(pattern)] as Hearing | TopicHearing | undefined;
    // Another transport's patterns, such as gRPC methods, are offered to every strategy of a hybrid application.
    if (!hearing) return;
    if (this.messageHandlers.has(String(pattern))) throw new Error(`${hearing.subscriber} handles ${heardName(hearing)} twice`);
    if ('topic' in hearing) {
      super.addHandler(pattern, handler, isEventHandler, extras);
      this.subscriber(hearing.subscriber).addTopic({ topic: hearing.topic, invoke: (message, context) => this.invoke(handler, message, context) });
      return;
    }
    const other = hearing.isCommand && [...this.subscribers].find(([, subscriber]) => subscriber.typeNamed(hearing.type.name));
    if (other) throw new Error(`${hearing.type.name} is a command, and both ${other[0]} and ${hearing.subscriber} would carry it out`);
    super.addHandler(pattern, handler, isEventHandler, extras);
    const route = this.route(hearing, handler);
    if (hearing.view) this.routesOfViews.set(hearing.view, [...(this.routesOfViews.get(hearing.view) ?? []), route]);
    else this.subscriber(hearing.subscriber).add(route);
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    for (const subscriber of this.subscribers.values()) this.running.add(this.options.broker.subscribe(subscriber));
    const joined = Promise.all([...this.running].map((subscription) => subscription.joined));
    if ((await within(this.options.joinWithin ?? 5_000, joined)) === 'late') {
      this.logger.warn({ msg: 'The broker is away; the service starts without it and keeps trying.' });
    }
    callback();
  }

  async close(): Promise<void> {
    await Promise.all([...this.running].map((subscription) => subscription.stop()));
  }

  /** The views that there are handlers for. */
  get views(): readonly View[] {
    return [...this.routesOfViews.keys()];
  }

  /** Begins to make, or goes on making, a generation of a view's rows. */
  hear(view: View, generation: number): Hearer {
    const subscriber = this.subscriber(subscriberOf(view, generation), generation);
    for (const route of this.routesOfViews.get(view) ?? []) subscriber.add(route);
    const running = this.options.broker.subscribe(subscriber);
    this.running.add(running);
    const stop = async (): Promise<void> => {
      this.running.delete(running);
      this.subscribers.delete(subscriberOf(view, generation));
      await running.stop();
    };
    return { group: subscriber.group, channels: subscriber.channels, stop };
  }

  /** @throws NoHandler where no subscriber of that name handles the type; UndecodableBody; whatever the handler throws. */
  async handle(subscriber: string, message: ReceivedMessage, replay: Replay): Promise<void> {
    const found = this.subscribers.get(subscriber);
    if (!found) throw new NoHandler(`There is no subscriber ${subscriber} any more`);
    await found.handleAgain(message, replay);
  }

  /** The type of message that a subscriber knows by this name. */
  typeNamed(subscriber: string, name: string): MessageType<unknown> | undefined {
    return this.subscribers.get(subscriber)?.typeNamed(name);
  }

  override on(): never {
    throw new Error('Listen to the broker port instead.');
  }

  override unwrap<T>(): T {
    return this.options.broker as T;
  }

  private subscriber(name: string, generation?: number): Subscriber {
    let found = this.subscribers.get(name);
    if (!found) {
      found = new Subscriber({
        name,
        generation,
        group: `ftgo.${this.options.service}.${name}`,
        park: (message, report) => this.options.writePath().park(name, message, report),
        isDatabaseThere: () => this.isDatabaseThere(),
        patience: { ...usualPatience, ...this.options.patience },
        concurrency: this.options.concurrency ?? 64,
        logger: this.logger,
      });
      this.subscribers.set(name, found);
    }
    return found;
  }

  /** Changes nothing, which takes a round trip to know. */
  private isDatabaseThere(): Promise<boolean> {
    const cause = { kind: 'timer', correlationId: randomUUID() } as const;
    return this.options.writePath().update([], () => ({}), cause).then(
      () => true,
      () => false,
    );
  }

  private route({ type, isCommand }: Hearing, handler: MessageHandler): Route {
    return { type, isCommand, invoke: (event, context) => this.invoke(handler, event, context) };
  }

  /** Nest's way from an event to the method: hooks, guards, pipes, interceptors. Throws what the method threw. */
  private invoke(handler: MessageHandler, event: unknown, context: MessageContext): Promise<void> {
    return new Promise((resolve, reject) => {
      const run = async (): Promise<void> => {
        try {
          const result: unknown = await handler(event, context);
          if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
          if (context.failure) throw context.failure.error;
          resolve();
        } catch (error) {
          reject(error);
        } finally {
          this.onProcessingEndHook?.(this.transportId, context);
        }
      };
      void this.onProcessingStartHook(this.transportId, context, run);
    });
  }
}
