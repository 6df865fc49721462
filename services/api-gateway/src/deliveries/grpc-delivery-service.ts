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

  override getDelivery(orderId: string, call: OutgoingCall): Promise<DeliveryGrpc.Delivery> {
    return this.remote.ask<DeliveryGrpc.GetDeliveryRequest, DeliveryGrpc.Delivery>((...args) => this.client.getDelivery(...args), { orderId }, call);
  }

  override getBooks(call: OutgoingCall, deadlineMs: number): Promise<DeliveryGrpc.Books> {
    return this.remote.ask<DeliveryGrpc.GetBooksRequest, DeliveryGrpc.Books>((...args) => this.client.getBooks(...args), {}, call, deadlineMs);
  }
}
