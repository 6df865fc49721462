import { deliveryEvents, deliveryOffers, DeliveryGrpc } from '@ftgo/delivery-api';
import { LiveNews, LiveTail } from '@ftgo/messaging';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Observable, concatMap, distinctUntilChanged, filter, interval, map, merge, of, takeWhile } from 'rxjs';
import { type Asker, type DeliveryAsSeen, GetDelivery } from '../../application/get-delivery.ts';
import type { Stage } from '../../domain/delivery.ts';
import { documentOf } from './delivery-document.ts';

/** Positions are nobody's news: they are looked at so often (milliseconds) while a courier is on the way. */
const LOOK_EVERY = 1_000;

const final: ReadonlySet<Stage> = new Set(['DELIVERED', 'CANCELLED', 'FAILED']);

/** Who follows which delivery on this instance. Every instance hears every delivery's news, whoever made it, while anyone follows. */
@Injectable()
export class DeliveryWatchers implements OnApplicationBootstrap, OnModuleDestroy {
  private live!: LiveNews;

  constructor(
    private readonly liveTail: LiveTail,
    private readonly getDelivery: GetDelivery,
  ) {}

  onApplicationBootstrap(): void {
    const channels = [deliveryEvents.DeliveryCreated.channel, deliveryOffers.DeliveryOffered.channel];
    this.live = new LiveNews(this.liveTail, channels);
  }

  onModuleDestroy(): void {
    this.live.stop();
  }

  /** The ids of deliveries that something has happened to, whoever did it, from when this emits for the first time. */
  news(): Observable<string> {
    return this.live.heard();
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
    return merge(of(orderId), news).pipe(
      concatMap(missed),
      concatMap((versions) => versions),
      distinctUntilChanged((one, other) => shownOf(one) === shownOf(other)),
      takeWhile(({ delivery }) => !final.has(delivery.stage), true),
      map(documentOf),
    );
  }
}

/** What makes a difference to who watches: not that the courier is expected seconds later. */
const shownOf = ({ version, position, pickUpAt, deliverAt }: DeliveryAsSeen): string =>
  JSON.stringify([version, position, ...[pickUpAt, deliverAt].map((at) => at && Math.round(at.getTime() / 60_000))]);
