import type { DeliveryGrpc } from '@ftgo/delivery-api';
import type { OutgoingCall } from '../remote/outgoing-call.ts';

/** The delivery service as the gateway needs it. Calls throw the service's Refusal, or a RemoteFailure. */
export abstract class DeliveryService {
  abstract verifyCredentials(request: DeliveryGrpc.VerifyCredentialsRequest, call: OutgoingCall): Promise<DeliveryGrpc.VerifyCredentialsResponse>;
  abstract createCourier(request: DeliveryGrpc.CreateCourierRequest, call: OutgoingCall): Promise<DeliveryGrpc.Courier>;
  abstract setAvailability(request: DeliveryGrpc.SetAvailabilityRequest, call: OutgoingCall): Promise<DeliveryGrpc.Courier>;
  abstract getCourier(courierId: string, call: OutgoingCall): Promise<DeliveryGrpc.Courier>;
  abstract listOffers(courierId: string, call: OutgoingCall): Promise<DeliveryGrpc.Offers>;
  abstract getPlan(courierId: string, call: OutgoingCall): Promise<DeliveryGrpc.Plan>;
  abstract getCourierWeek(request: DeliveryGrpc.GetCourierWeekRequest, call: OutgoingCall): Promise<DeliveryGrpc.CourierWeek>;
  abstract reportPosition(request: DeliveryGrpc.ReportPositionRequest, call: OutgoingCall): Promise<DeliveryGrpc.ReportPositionResponse>;
  abstract acceptOffer(request: DeliveryGrpc.AnswerOfferRequest, call: OutgoingCall): Promise<DeliveryGrpc.OfferAnswer>;
  abstract declineOffer(request: DeliveryGrpc.AnswerOfferRequest, call: OutgoingCall): Promise<DeliveryGrpc.OfferAnswer>;
  abstract pickUp(request: DeliveryGrpc.PickUpRequest, call: OutgoingCall): Promise<DeliveryGrpc.Delivery>;
  abstract deliver(request: DeliveryGrpc.DeliverRequest, call: OutgoingCall): Promise<DeliveryGrpc.Delivery>;
  abstract getDelivery(request: DeliveryGrpc.GetDeliveryRequest, call: OutgoingCall): Promise<DeliveryGrpc.Delivery>;
  abstract getDeliveryHistory(orderId: string, call: OutgoingCall): Promise<DeliveryGrpc.DeliveryHistory>;
  abstract trackDelivery(request: DeliveryGrpc.TrackDeliveryRequest, call: OutgoingCall, signal: AbortSignal): AsyncIterableIterator<DeliveryGrpc.Delivery>;
  abstract getBooks(call: OutgoingCall, deadlineMs: number): Promise<DeliveryGrpc.Books>;
}
