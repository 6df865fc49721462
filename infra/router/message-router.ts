import type { LoggerService } from '@nestjs/common';
import type { MessageBroker, RecordBatch, RunningSubscription, Subscription } from '@ftgo/messaging';
import { Arrivals } from './arrivals.ts';
import type { Copy } from './copy.ts';
import { Outbound } from './outbound.ts';
import { routedName } from './routed-topics.ts';
import type { Road } from './rule.ts';
import { RuleBook } from './rule-book.ts';

export interface MessageRouterOptions {
  readonly broker: MessageBroker;
  /** Who hears through the router, such as `consumer`: each has channels of its own. */
  readonly listeners: readonly string[];
  readonly channels: readonly string[];
  readonly logger: LoggerService;
}

/**
 * Stands between the channels that are sent to and those that are heard. Each record goes to each listener as it is, in the
 * order of its partition, unless a rule has it otherwise. At least once: a record's position is committed when it was
 * forwarded to all listeners or dropped, so that a restart, which forgets the rules, lets through what was held.
 */
export class MessageRouter implements Subscription, Road {
  readonly group = 'ftgo.router';
  readonly rules: RuleBook;
  readonly listeners: readonly string[];
  readonly channels: readonly string[];
  private readonly outbound: Outbound;
  private readonly arrivals = new Map<string, Arrivals>();
  private readonly subscription: RunningSubscription;
  private forwarded = 0;

  constructor({ broker, listeners, channels, logger }: MessageRouterOptions) {
    this.listeners = listeners;
    this.channels = channels;
    this.outbound = new Outbound(broker, logger);
    this.rules = new RuleBook(this);
    this.subscription = broker.subscribe(this);
  }

  /** Resolves when it forwards. */
  get ready(): Promise<void> {
    return this.subscription.joined;
  }

  get status(): { readonly forwarded: number; readonly leaving: number } {
    return { forwarded: this.forwarded, leaving: this.outbound.length };
  }

  async onBatch(batch: RecordBatch): Promise<void> {
    const partition = `${batch.channel}/${batch.partition}`;
    let arrivals = this.arrivals.get(partition);
    if (!arrivals) this.arrivals.set(partition, (arrivals = new Arrivals(this.listeners)));
    for (const record of batch.records) {
      const passage = arrivals.take(record, batch);
      if (passage) for (const copy of this.rules.apply(passage)) void this.forward(copy);
    }
    await this.outbound.room();
  }

  forward(copy: Copy, times = 1): Promise<void> {
    const { listener, passage } = copy;
    const { channel, partition, key, value, headers = {} } = passage.record;
    const record = { channel: routedName(listener, channel), partition, key, value, headers };
    const sends = Array.from({ length: times }, () => this.outbound.send(record));
    const sent = Promise.all(sends).then(() => {
      this.forwarded += times;
      copy.arrived();
    });
    this.rules.passing(copy, sent);
    return sent;
  }

  idle(): Promise<void> {
    return this.outbound.idle();
  }

  /** Forwards what is on its way, forgets what is held, and leaves. */
  async stop(): Promise<void> {
    this.rules.clear();
    await this.subscription.stop();
    this.outbound.stop();
  }
}
