import { deliveryEvents, deliveryOffers, DeliveryGrpc } from '@ftgo/delivery-api';
import { LiveTail, type Tail } from '@ftgo/messaging';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Observable, Subject, concatMap, defer, distinctUntilChanged, filter, finalize, from, interval, map, merge, of, takeWhile } from 'rxjs';
import { type Asker, type DeliveryAsSeen, GetDelivery } from '../../application/get-delivery.ts';
import type { Stage } from '../../domain/delivery.ts';
import { documentOf } from './delivery-document.ts';

/** The tail goes on for so long when the last one has gone (milliseconds): the next one need not wait until it hears again. */
const LINGER = 30_000;
/** Positions are nobody's news: they are looked at so often (milliseconds) while a courier is on the way. */
const LOOK_EVERY = 1_000;

const final: ReadonlySet<Stage> = new Set(['DELIVERED', 'CANCELLED', 'FAILED']);

/** Who follows which delivery on this instance. Every instance hears every delivery's news, whoever made it, while anyone follows. */
@Injectable()
export class DeliveryWatchers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly changed = new Subject<string>();
  private tail: Tail | undefined;
  private watching = 0;
  private lingering: NodeJS.Timeout | undefined;

  constructor(
    private readonly liveTail: LiveTail,
    private readonly getDelivery: GetDelivery,
  ) {}

  onApplicationBootstrap(): void {
    const channels = [deliveryEvents.DeliveryCreated.channel, deliveryOffers.DeliveryOffered.channel];
    this.tail = this.liveTail.subscribe(channels, ({ key }) => this.changed.next(key));
    void this.tail.hearing.then(() => this.watching === 0 && this.tail?.pause());
  }

  onModuleDestroy(): void {
    clearTimeout(this.lingering);
    this.changed.complete();
  }

  /** The ids of deliveries that something has happened to, whoever did it, from when this emits for the first time. */
  news(): Observable<string> {
    return defer(() => merge(from(this.arrive()).pipe(map(() => '')), this.changed)).pipe(finalize(() => this.leave()));
  }

  /** Each version after the one that was seen, and the position and the times as they change, until it is final. */
  track(orderId: string, seen: number, asker: Asker): Observable<DeliveryGrpc.Delivery> {
    let last: DeliveryAsSeen | undefined;
    const isOnTheWay = () => last?.delivery.stage === 'SCHEDULED' || last?.delivery.stage === 'PICKED_UP';
    const news = merge(this.news().pipe(filter((id) => id === orderId || id === '')), interval(LOOK_EVERY).pipe(filter(isOnTheWay)));
    const missed = async (): Promise<readonly DeliveryAsSeen[]> => {
      const versions = await this.getDelivery.since(orderId, last?.version ?? seen, asker);
      last = versions.at(-1);
      return versions;
    };
    // Read at once, and once more when changes are heard: what happens in between is seen then.
    return merge(of(orderId), news).pipe(
      concatMap(missed),
      concatMap((versions) => versions),
      distinctUntilChanged((one, other) => shownOf(one) === shownOf(other)),
      takeWhile(({ delivery }) => !final.has(delivery.stage), true),
      map(documentOf),
    );
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

/** What makes a difference to who watches: not that the courier is expected seconds later. */
const shownOf = ({ version, position, pickUpAt, deliverAt }: DeliveryAsSeen): string =>
  JSON.stringify([version, position, ...[pickUpAt, deliverAt].map((at) => at && Math.round(at.getTime() / 60_000))]);
