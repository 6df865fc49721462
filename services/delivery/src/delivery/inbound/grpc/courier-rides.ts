import type { DeliveryGrpc } from '@ftgo/delivery-api';
import { Refusal } from '@ftgo/refusals';
import type { CallInfo } from '@ftgo/service-runtime';
import { Injectable } from '@nestjs/common';
import { type Observable, auditTime, concatMap, distinctUntilChanged, filter, from, ignoreElements, last, merge, mergeMap, startWith, takeUntil } from 'rxjs';
import { GetPlan } from '../../../courier/application/index.ts';
import { planDocument } from '../../../courier/inbound/grpc/courier-document.ts';
import { AnswerOffer, ListOffers, ReportPosition } from '../../application/index.ts';
import { DeliveryWatchers } from './delivery-watchers.ts';

/** News of one moment is looked at together (milliseconds). */
const TOGETHER = 50;

/** Couriers on duty, each on a stream of their own: what they say goes up, what they have to know comes down. */
@Injectable()
export class CourierRides {
  constructor(
    private readonly watchers: DeliveryWatchers,
    private readonly listOffers: ListOffers,
    private readonly answerOffer: AnswerOffer,
    private readonly reportPosition: ReportPosition,
    private readonly getPlan: GetPlan,
  ) {}

  /** Ends when the courier has said all. */
  ride(courierId: string, signals: Observable<DeliveryGrpc.CourierSignal>, call: CallInfo): Observable<DeliveryGrpc.CourierInstruction> {
    const heard = signals.pipe(
      mergeMap((signal) => from(this.hear(courierId, signal, call))),
      filter((refused) => refused !== undefined),
    );
    const hasSaidAll = signals.pipe(ignoreElements(), startWith(undefined), last());
    return merge(heard, this.offers(courierId), this.plans(courierId)).pipe(takeUntil(hasSaidAll));
  }

  private offers(courierId: string): Observable<DeliveryGrpc.CourierInstruction> {
    const told = new Set<string>();
    return this.watchers.news().pipe(
      auditTime(TOGETHER),
      concatMap(async () => (await this.listOffers.execute(courierId)).filter(({ offerId }) => !told.has(offerId) && told.add(offerId))),
      concatMap((offers) => offers.map((offer) => ({ offer }))),
    );
  }

  private plans(courierId: string): Observable<DeliveryGrpc.CourierInstruction> {
    return this.watchers.news().pipe(
      auditTime(TOGETHER),
      concatMap(async () => ({ plan: planDocument(await this.getPlan.execute(courierId)) })),
      distinctUntilChanged((one, other) => one.plan.version === other.plan.version),
    );
  }

  /** @returns why it does not count, if it does not. */
  private async hear(courierId: string, { position, answer }: DeliveryGrpc.CourierSignal, call: CallInfo): Promise<DeliveryGrpc.CourierInstruction | undefined> {
    try {
      if (position) await this.reportPosition.execute(courierId, position, call.causeOf({}));
      if (answer) await this.answerOffer[answer.accepted ? 'accept' : 'decline'](courierId, answer.orderId, call.causeOf({}));
      return undefined;
    } catch (error) {
      // A position that is lost is not missed.
      if (!answer) return undefined;
      if (!(error instanceof Refusal)) throw error;
      return { refused: { orderId: answer.orderId, code: error.code, detail: error.message } };
    }
  }
}
