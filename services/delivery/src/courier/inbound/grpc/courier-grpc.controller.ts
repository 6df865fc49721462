import type { DeliveryGrpc } from '@ftgo/delivery-api';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { CreateCourier, GetCourier, GetPlan, SetAvailability, VerifyCredentials } from '../../application/index.ts';
import { requireCourierOrOperator } from '../require-courier-or-operator.ts';
import { documentOf, planDocument } from './courier-document.ts';

const SERVICE = 'DeliveryService';

@Controller()
export class CourierGrpcController {
  constructor(
    private readonly createCourier: CreateCourier,
    private readonly setAvailability: SetAvailability,
    private readonly verifyCredentials: VerifyCredentials,
    private readonly getCourier: GetCourier,
    private readonly getPlan: GetPlan,
  ) {}

  @GrpcMethod(SERVICE, 'VerifyCredentials')
  async verify(@Payload() request: DeliveryGrpc.VerifyCredentialsRequest): Promise<DeliveryGrpc.VerifyCredentialsResponse> {
    const userId = await this.verifyCredentials.execute(request.email, request.password);
    return { userId, role: 'courier' };
  }

  @GrpcMethod(SERVICE, 'CreateCourier')
  async create(@Payload() request: DeliveryGrpc.CreateCourierRequest, @Call() call: CallInfo): Promise<DeliveryGrpc.Courier> {
    call.require('operator');
    return documentOf(await this.createCourier.execute(request, call.causeOf(request)));
  }

  @GrpcMethod(SERVICE, 'SetAvailability')
  async changeAvailability(@Payload() request: DeliveryGrpc.SetAvailabilityRequest, @Call() call: CallInfo): Promise<DeliveryGrpc.Courier> {
    requireCourierOrOperator(call, request.courierId);
    return documentOf(await this.setAvailability.execute(request.courierId, request.available, call.causeOf(request)));
  }

  @GrpcMethod(SERVICE, 'GetCourier')
  async get(@Payload() { courierId }: DeliveryGrpc.GetCourierRequest, @Call() call: CallInfo): Promise<DeliveryGrpc.Courier> {
    requireCourierOrOperator(call, courierId);
    return documentOf(await this.getCourier.execute(courierId));
  }

  @GrpcMethod(SERVICE, 'GetPlan')
  async plan(@Payload() { courierId }: DeliveryGrpc.GetPlanRequest, @Call() call: CallInfo): Promise<DeliveryGrpc.Plan> {
    requireCourierOrOperator(call, courierId);
    return planDocument(await this.getPlan.execute(courierId));
  }
}
