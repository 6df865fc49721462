import type { DeliveryGrpc } from '@ftgo/delivery-api';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, GrpcStreamMethod, Payload } from '@nestjs/microservices';
import type { Observable } from 'rxjs';
import { requireCourierOrOperator } from '../../../courier/inbound/require-courier-or-operator.ts';
import { AnswerOffer, ListOffers, ReportPosition } from '../../application/index.ts';
import { CourierRides } from './courier-rides.ts';

const SERVICE = 'DeliveryService';

/** What couriers ask and say on duty. */
@Controller()
export class OffersGrpcController {
  constructor(
    private readonly listOffers: ListOffers,
    private readonly answerOffer: AnswerOffer,
    private readonly reportPosition: ReportPosition,
    private readonly rides: CourierRides,
  ) {}

  @GrpcMethod(SERVICE, 'ListOffers')
  async offers(@Payload() { courierId }: DeliveryGrpc.ListOffersRequest, @Call() call: CallInfo): Promise<DeliveryGrpc.Offers> {
    requireCourierOrOperator(call, courierId);
    return { offers: [...(await this.listOffers.execute(courierId))] };
  }

  @GrpcMethod(SERVICE, 'AcceptOffer')
  accept(@Payload() request: DeliveryGrpc.AnswerOfferRequest, @Call() call: CallInfo): Promise<DeliveryGrpc.OfferAnswer> {
    return this.answerOffer.accept(call.require('courier').id, request.orderId, call.causeOf(request));
  }

  @GrpcMethod(SERVICE, 'DeclineOffer')
  decline(@Payload() request: DeliveryGrpc.AnswerOfferRequest, @Call() call: CallInfo): Promise<DeliveryGrpc.OfferAnswer> {
    return this.answerOffer.decline(call.require('courier').id, request.orderId, call.causeOf(request));
  }

  @GrpcMethod(SERVICE, 'ReportPosition')
  async position(@Payload() { courierId, ...place }: DeliveryGrpc.ReportPositionRequest, @Call() call: CallInfo): Promise<DeliveryGrpc.ReportPositionResponse> {
    requireCourierOrOperator(call, courierId);
    await this.reportPosition.execute(courierId, place, call.causeOf({}));
    return {};
  }

  @GrpcStreamMethod(SERVICE, 'Ride')
  ride(@Payload() signals: Observable<DeliveryGrpc.CourierSignal>, @Call() call: CallInfo): Observable<DeliveryGrpc.CourierInstruction> {
    return this.rides.ride(call.require('courier').id, signals, call);
  }
}
