import { LiveNews, LiveTail } from '@ftgo/messaging';
import { OrderGrpc, orderEvents } from '@ftgo/order-api';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import {
  Observable,
  Subject,
  concatMap,
  distinctUntilChanged,
  filter,
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

/** Who watches which order on this instance. Every instance hears every order event, whoever handled it, while anyone watches. */
@Injectable()
export class OrderWatchers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly stopping = new Subject<void>();
  private news!: LiveNews;

  constructor(
    private readonly liveTail: LiveTail,
    private readonly queries: OrderQueries,
  ) {}

  onApplicationBootstrap(): void {
    this.news = new LiveNews(this.liveTail, [orderEvents.OrderCreated.channel]);
  }

  onModuleDestroy(): void {
    this.news.stop();
    this.stopping.next();
  }

  /** The order now and after each change, until it is final. */
  watch(orderId: string): Observable<OrderGrpc.Order> {
    const news = this.news.heard().pipe(filter((id) => id === orderId || id === ''));
    return merge(of(orderId), news).pipe(
      concatMap(() => from(this.queries.find(orderId))),
      filter((order) => order !== undefined),
      distinctUntilChanged((a, b) => a.version === b.version),
      takeWhile((order) => !isFinal(order), true),
      map(documentOf),
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
}
