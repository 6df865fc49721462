import { LiveTail, type Tail } from '@ftgo/messaging';
import { OrderGrpc, orderEvents } from '@ftgo/order-api';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import {
  Observable,
  Subject,
  concatMap,
  defer,
  distinctUntilChanged,
  filter,
  finalize,
  firstValueFrom,
  from,
  map,
  merge,
  of,
  takeWhile,
  timer,
} from 'rxjs';
import { OrderQueries } from '../../application/ports/order-queries.ts';
import { isFinal } from '../../domain/order.ts';
import { documentOf } from './order-document.ts';

/** The tail goes on for so long when the last one has gone (milliseconds): the next one need not wait until it hears again. */
const LINGER = 30_000;

/** Who watches which order on this instance. Every instance hears every order event, whoever handled it, while anyone watches. */
@Injectable()
export class OrderWatchers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly changed = new Subject<string>();
  private readonly stopping = new Subject<void>();
  private tail: Tail | undefined;
  private watching = 0;
  private lingering: NodeJS.Timeout | undefined;

  constructor(
    private readonly liveTail: LiveTail,
    private readonly queries: OrderQueries,
  ) {}

  onApplicationBootstrap(): void {
    const { channel } = orderEvents.OrderCreated;
    this.tail = this.liveTail.subscribe([channel], ({ key }) => this.changed.next(key));
    void this.tail.hearing.then(() => this.watching === 0 && this.tail?.pause());
  }

  onModuleDestroy(): void {
    clearTimeout(this.lingering);
    this.changed.complete();
    this.stopping.next();
  }

  /** The order now and after each change, until it is final. */
  watch(orderId: string): Observable<OrderGrpc.Order> {
    const news = this.changed.pipe(filter((id) => id === orderId));
    // Read at once, and once more when changes are heard: what happens in between is seen then.
    return defer(() => merge(of(orderId), from(this.arrive()).pipe(map(() => orderId)), news)).pipe(
      concatMap(() => from(this.queries.find(orderId))),
      filter((order) => order !== undefined),
      distinctUntilChanged((a, b) => a.version === b.version),
      takeWhile((order) => !isFinal(order), true),
      map(documentOf),
      finalize(() => this.leave()),
    );
  }

  /**
   * A caller waits for what others reply (S9): the order once nothing is pending with it, and else as it is when the time is up. So news
   * that is lost costs time, and what comes too late finds nobody.
   */
  settled(orderId: string, withinMs: number): Promise<OrderGrpc.Order> {
    const timeIsUp = merge(timer(withinMs), this.stopping).pipe(concatMap(() => this.queries.find(orderId)), map((order) => documentOf(order!)));
    return firstValueFrom(merge(this.watch(orderId).pipe(filter(({ state }) => !state.endsWith('_PENDING'))), timeIsUp));
  }

  private async arrive(): Promise<void> {
    clearTimeout(this.lingering);
    this.watching += 1;
    await this.tail?.resume();
  }

  private leave(): void {
    this.watching -= 1;
    if (this.watching === 0) this.lingering = setTimeout(() => this.tail?.pause(), LINGER).unref();
  }
}
