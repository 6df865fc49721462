import type { ConsumerGrpc } from '@ftgo/consumer-api';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { GetConsumer, SetStatus, SignUp, VerifyCredentials } from '../../application/index.ts';
import type { PublicConsumer } from '../../domain/consumer-repository.ts';
import { requireThemselvesOrOperator } from '../require-themselves-or-operator.ts';

const SERVICE = 'ConsumerService';

@Controller()
export class ConsumerGrpcController {
  constructor(
    private readonly signUp: SignUp,
    private readonly verifyCredentials: VerifyCredentials,
    private readonly getConsumer: GetConsumer,
    private readonly setStatus: SetStatus,
  ) {}

  @GrpcMethod(SERVICE, 'SignUp')
  async register(@Payload() request: ConsumerGrpc.SignUpRequest, @Call() call: CallInfo): Promise<ConsumerGrpc.Consumer> {
    return documentOf(await this.signUp.execute(request, call.causeOf(request)));
  }

  @GrpcMethod(SERVICE, 'VerifyCredentials')
  async verify(@Payload() { email, password }: ConsumerGrpc.VerifyCredentialsRequest): Promise<ConsumerGrpc.VerifyCredentialsResponse> {
    return { userId: await this.verifyCredentials.execute(email, password), role: 'consumer' };
  }

  @GrpcMethod(SERVICE, 'GetConsumer')
  async get(@Payload() { consumerId }: ConsumerGrpc.GetConsumerRequest, @Call() call: CallInfo): Promise<ConsumerGrpc.Consumer> {
    requireThemselvesOrOperator(call, consumerId);
    return documentOf(await this.getConsumer.execute(consumerId));
  }

  @GrpcMethod(SERVICE, 'SetStatus')
  async set(@Payload() request: ConsumerGrpc.SetStatusRequest, @Call() call: CallInfo): Promise<ConsumerGrpc.Consumer> {
    call.require('operator');
    return documentOf(await this.setStatus.execute(request.consumerId, request.status, call.causeOf(request)));
  }
}

const documentOf = ({ id, name, email, status }: PublicConsumer): ConsumerGrpc.Consumer => ({ consumerId: id, name, email, status });
