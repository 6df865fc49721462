import { LiveTail } from '@ftgo/messaging';
import { OrderGrpc, orderEvents } from '@ftgo/order-api';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Observable, Subject, concatMap, distinctUntilChanged, filter, from, map, startWith, takeWhile } from 'rxjs';
import { OrderQueries } from '../../application/ports/order-queries.ts';
import { isFinal } from '../../domain/order.ts';
import { documentOf } from './order-document.ts';

/** Who watches which order on this instance. Every instance hears every order event, whoever handled it. */
@Injectable()
export class OrderWatchers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly changed = new Subject<string>();

  constructor(
    private readonly liveTail: LiveTail,
    private readonly queries: OrderQueries,
  ) {}

  onApplicationBootstrap(): void {
    const { channel } = orderEvents.OrderCreated;
    this.liveTail.subscribe([channel], ({ key }) => {
      if (this.changed.observed) this.changed.next(key);
    });
  }

  onModuleDestroy(): void {
    this.changed.complete();
  }

  /** The order now and after each change, until it is final. */
  watch(orderId: string): Observable<OrderGrpc.Order> {
    return this.changed.pipe(
      filter((id) => id === orderId),
      startWith(orderId),
      concatMap(() => from(this.queries.find(orderId))),
      filter((order) => order !== undefined),
      distinctUntilChanged((a, b) => a.version === b.version),
      takeWhile((order) => !isFinal(order), true),
      map(documentOf),
    );
  }
}
