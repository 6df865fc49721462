import type { DeliveryGrpc } from '@ftgo/delivery-api';
import type { OutgoingCall } from '../remote/outgoing-call.ts';

/** The delivery service as the gateway needs it. Calls throw the service's Refusal, or a RemoteFailure. */
export abstract class DeliveryService {
  abstract verifyCredentials(request: DeliveryGrpc.VerifyCredentialsRequest, call: OutgoingCall): Promise<DeliveryGrpc.VerifyCredentialsResponse>;
  abstract createCourier(request: DeliveryGrpc.CreateCourierRequest, call: OutgoingCall): Promise<DeliveryGrpc.Courier>;
  abstract setAvailability(request: DeliveryGrpc.SetAvailabilityRequest, call: OutgoingCall): Promise<DeliveryGrpc.Courier>;
  abstract getCourier(courierId: string, call: OutgoingCall): Promise<DeliveryGrpc.Courier>;
  abstract getDelivery(orderId: string, call: OutgoingCall): Promise<DeliveryGrpc.Delivery>;
  abstract getBooks(call: OutgoingCall, deadlineMs: number): Promise<DeliveryGrpc.Books>;
}
