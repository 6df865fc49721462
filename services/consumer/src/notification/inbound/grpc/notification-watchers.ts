import type { ConsumerGrpc } from '@ftgo/consumer-api';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { EMPTY, Observable, Subject, catchError, concatMap, defer, exhaustMap, filter, finalize, from, map, share, takeUntil, timer } from 'rxjs';
import { NotificationQueries } from '../../application/index.ts';
import { documentOf } from './notification-document.ts';

const EVERY_MS = 250;
const AT_ONCE = 100;

/**
 * Who watches for notifications on this instance. Nothing is published for them, since nobody else would hear it: while anyone watches,
 * one statement looks up how far those consumers' notifications are numbered, whichever instance wrote them.
 */
@Injectable()
export class NotificationWatchers implements OnModuleDestroy {
  private readonly watching = new Map<string, number>();
  private readonly stopped = new Subject<void>();
  private readonly lastNumbers = timer(0, EVERY_MS).pipe(
    // With the database away the next look may succeed.
    exhaustMap(() => from(this.queries.lastNumbers([...this.watching.keys()])).pipe(catchError(() => EMPTY))),
    share(),
  );

  constructor(private readonly queries: NotificationQueries) {}

  onModuleDestroy(): void {
    this.stopped.next();
  }

  /** Each notification above the number, in order; it never ends by itself. */
  watch(consumerId: string, after: number): Observable<ConsumerGrpc.Notification> {
    return defer(() => {
      let seen = after;
      this.watching.set(consumerId, (this.watching.get(consumerId) ?? 0) + 1);
      return this.lastNumbers.pipe(
        map((numbers) => numbers.get(consumerId) ?? 0),
        filter((last) => last > seen),
        exhaustMap(() => from(this.queries.since(consumerId, seen, AT_ONCE)).pipe(catchError(() => EMPTY))),
        concatMap((news) => {
          seen = news.at(-1)?.number ?? seen;
          return from(news.map(documentOf));
        }),
        takeUntil(this.stopped),
        finalize(() => this.leave(consumerId)),
      );
    });
  }

  private leave(consumerId: string): void {
    const left = this.watching.get(consumerId)! - 1;
    if (left > 0) this.watching.set(consumerId, left);
    else this.watching.delete(consumerId);
  }
}
