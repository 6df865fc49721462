import { DeliveryGrpc } from '@ftgo/delivery-api';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { PASSWORD_DEADLINE_MS, RemoteService } from '../remote/remote-service.ts';
import { DeliveryService } from './delivery-service.ts';

export class GrpcDeliveryService extends DeliveryService {
  private readonly remote: RemoteService;

  constructor(
    private readonly client: DeliveryGrpc.DeliveryServiceClient,
    deadlineMs: number,
  ) {
    super();
    this.remote = new RemoteService('delivery', deadlineMs);
  }

  override verifyCredentials(request: DeliveryGrpc.VerifyCredentialsRequest, call: OutgoingCall): Promise<DeliveryGrpc.VerifyCredentialsResponse> {
    return this.remote.ask<DeliveryGrpc.VerifyCredentialsRequest, DeliveryGrpc.VerifyCredentialsResponse>(
      (...args) => this.client.verifyCredentials(...args),
      request,
      call,
      PASSWORD_DEADLINE_MS,
    );
  }

  override createCourier(request: DeliveryGrpc.CreateCourierRequest, call: OutgoingCall): Promise<DeliveryGrpc.Courier> {
    return this.remote.ask<DeliveryGrpc.CreateCourierRequest, DeliveryGrpc.Courier>((...args) => this.client.createCourier(...args), request, call, PASSWORD_DEADLINE_MS);
  }

  override setAvailability(request: DeliveryGrpc.SetAvailabilityRequest, call: OutgoingCall): Promise<DeliveryGrpc.Courier> {
    return this.remote.ask<DeliveryGrpc.SetAvailabilityRequest, DeliveryGrpc.Courier>((...args) => this.client.setAvailability(...args), request, call);
  }

  override getCourier(courierId: string, call: OutgoingCall): Promise<DeliveryGrpc.Courier> {
    return this.remote.ask<DeliveryGrpc.GetCourierRequest, DeliveryGrpc.Courier>((...args) => this.client.getCourier(...args), { courierId }, call);
  }

  override listOffers(courierId: string, call: OutgoingCall): Promise<DeliveryGrpc.Offers> {
    return this.remote.ask<DeliveryGrpc.ListOffersRequest, DeliveryGrpc.Offers>((...args) => this.client.listOffers(...args), { courierId }, call);
  }

  override getPlan(courierId: string, call: OutgoingCall): Promise<DeliveryGrpc.Plan> {
    return this.remote.ask<DeliveryGrpc.GetPlanRequest, DeliveryGrpc.Plan>((...args) => this.client.getPlan(...args), { courierId }, call);
  }

  override getCourierWeek(request: DeliveryGrpc.GetCourierWeekRequest, call: OutgoingCall): Promise<DeliveryGrpc.CourierWeek> {
    return this.remote.ask<DeliveryGrpc.GetCourierWeekRequest, DeliveryGrpc.CourierWeek>((...args) => this.client.getCourierWeek(...args), request, call);
  }

  override reportPosition(request: DeliveryGrpc.ReportPositionRequest, call: OutgoingCall): Promise<DeliveryGrpc.ReportPositionResponse> {
    return this.remote.ask<DeliveryGrpc.ReportPositionRequest, DeliveryGrpc.ReportPositionResponse>((...args) => this.client.reportPosition(...args), request, call);
  }

  override acceptOffer(request: DeliveryGrpc.AnswerOfferRequest, call: OutgoingCall): Promise<DeliveryGrpc.OfferAnswer> {
    return this.remote.ask<DeliveryGrpc.AnswerOfferRequest, DeliveryGrpc.OfferAnswer>((...args) => this.client.acceptOffer(...args), request, call);
  }

  override declineOffer(request: DeliveryGrpc.AnswerOfferRequest, call: OutgoingCall): Promise<DeliveryGrpc.OfferAnswer> {
    return this.remote.ask<DeliveryGrpc.AnswerOfferRequest, DeliveryGrpc.OfferAnswer>((...args) => this.client.declineOffer(...args), request, call);
  }

  override pickUp(request: DeliveryGrpc.PickUpRequest, call: OutgoingCall): Promise<DeliveryGrpc.Delivery> {
    return this.remote.ask<DeliveryGrpc.PickUpRequest, DeliveryGrpc.Delivery>((...args) => this.client.pickUp(...args), request, call);
  }

  override deliver(request: DeliveryGrpc.DeliverRequest, call: OutgoingCall): Promise<DeliveryGrpc.Delivery> {
    return this.remote.ask<DeliveryGrpc.DeliverRequest, DeliveryGrpc.Delivery>((...args) => this.client.deliver(...args), request, call);
  }

  override getDelivery(request: DeliveryGrpc.GetDeliveryRequest, call: OutgoingCall): Promise<DeliveryGrpc.Delivery> {
    return this.remote.ask<DeliveryGrpc.GetDeliveryRequest, DeliveryGrpc.Delivery>((...args) => this.client.getDelivery(...args), request, call);
  }

  override getDeliveryHistory(orderId: string, call: OutgoingCall): Promise<DeliveryGrpc.DeliveryHistory> {
    return this.remote.ask<DeliveryGrpc.GetDeliveryHistoryRequest, DeliveryGrpc.DeliveryHistory>((...args) => this.client.getDeliveryHistory(...args), { orderId }, call);
  }

  override trackDelivery(request: DeliveryGrpc.TrackDeliveryRequest, call: OutgoingCall, signal: AbortSignal): AsyncIterableIterator<DeliveryGrpc.Delivery> {
    return this.remote.watch<DeliveryGrpc.TrackDeliveryRequest, DeliveryGrpc.Delivery>((...args) => this.client.trackDelivery(...args), request, call, signal);
  }

  override getBooks(call: OutgoingCall, deadlineMs: number): Promise<DeliveryGrpc.Books> {
    return this.remote.ask<DeliveryGrpc.GetBooksRequest, DeliveryGrpc.Books>((...args) => this.client.getBooks(...args), {}, call, deadlineMs);
  }
}
