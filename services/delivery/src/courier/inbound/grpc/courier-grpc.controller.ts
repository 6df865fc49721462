import type { DeliveryGrpc } from '@ftgo/delivery-api';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { CourierUseCases } from '../../application/courier-use-cases.ts';
import type { Courier } from '../../domain/courier.ts';
import { requireCourierOrOperator } from '../require-courier-or-operator.ts';

@Controller()
export class CourierGrpcController {
  constructor(private readonly couriers: CourierUseCases) {}

  @GrpcMethod('DeliveryService', 'VerifyCredentials')
  async verifyCredentials(@Payload() request: DeliveryGrpc.VerifyCredentialsRequest): Promise<DeliveryGrpc.VerifyCredentialsResponse> {
    const userId = await this.couriers.verifyCredentials.run(request.email, request.password);
    return { userId, role: 'courier' };
  }

  @GrpcMethod('DeliveryService', 'CreateCourier')
  async createCourier(@Payload() request: DeliveryGrpc.CreateCourierRequest, @Call() call: CallInfo): Promise<DeliveryGrpc.Courier> {
    call.require('operator');
    // Without the password: a fingerprint is quick to compute, and would give away what Argon2id protects.
    const { password: _, ...fingerprinted } = request;
    return courierDocument(await this.couriers.createCourier.run(request, call.causeOf(fingerprinted)));
  }

  @GrpcMethod('DeliveryService', 'SetAvailability')
  async setAvailability(@Payload() request: DeliveryGrpc.SetAvailabilityRequest, @Call() call: CallInfo): Promise<DeliveryGrpc.Courier> {
    requireCourierOrOperator(call, request.courierId);
    return courierDocument(await this.couriers.setAvailability.run(request.courierId, request.available, call.causeOf(request)));
  }

  @GrpcMethod('DeliveryService', 'GetCourier')
  async getCourier(@Payload() { courierId }: DeliveryGrpc.GetCourierRequest, @Call() call: CallInfo): Promise<DeliveryGrpc.Courier> {
    requireCourierOrOperator(call, courierId);
    return courierDocument(await this.couriers.getCourier.run(courierId));
  }
}

const courierDocument = ({ id, ...courier }: Courier): DeliveryGrpc.Courier => ({ courierId: id, ...courier });
