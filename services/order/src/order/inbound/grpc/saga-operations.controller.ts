import type { SagaGrpc } from '@ftgo/order-api';
import { Refusal } from '@ftgo/refusals';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { validate as isUuid } from 'uuid';
import { sagaOf } from '../../application/intervene.ts';
import { Intervene } from '../../application/index.ts';
import { SagaQueries } from '../../application/ports/saga-queries.ts';
import type { InterventionAction } from '../../domain/intervention.ts';
import { operatorsViewOf } from './operators-view.ts';

const SERVICE = 'SagaOperations';
const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/** What operators see of sagas, and do where one cannot go on. */
@Controller()
export class SagaOperationsController {
  constructor(
    private readonly intervene: Intervene,
    private readonly queries: SagaQueries,
  ) {}

  @GrpcMethod(SERVICE, 'ListSagas')
  async list(@Payload() { all, orderId, page }: SagaGrpc.ListSagasRequest, @Call() call: CallInfo): Promise<SagaGrpc.ListSagasResponse> {
    call.require('operator');
    if (orderId && !isUuid(orderId)) throw new Refusal('invalid', 'NOT_A_UUID', 'An order id is a UUID', '/orderId');
    const limit = Math.min(page?.limit || DEFAULT_LIMIT, MAX_LIMIT);
    const { orders, nextAfter } = await this.queries.list({ stuckOnly: !all, ...(orderId && { orderId }) }, limit, page?.after);
    return { sagas: orders.map((order) => operatorsViewOf(order)), nextAfter: nextAfter ?? '' };
  }

  @GrpcMethod(SERVICE, 'GetSaga')
  async get(@Payload() { sagaId }: SagaGrpc.GetSagaRequest, @Call() call: CallInfo): Promise<SagaGrpc.Saga> {
    call.require('operator');
    const order = await sagaOf(this.queries, sagaId);
    return operatorsViewOf(order, await this.queries.interventions(order.id));
  }

  @GrpcMethod(SERVICE, 'RetrySaga')
  retry(@Payload() request: SagaGrpc.InterveneRequest, @Call() call: CallInfo): Promise<SagaGrpc.Saga> {
    return this.act('RETRY', request, call);
  }

  @GrpcMethod(SERVICE, 'CompensateSaga')
  compensate(@Payload() request: SagaGrpc.InterveneRequest, @Call() call: CallInfo): Promise<SagaGrpc.Saga> {
    return this.act('COMPENSATE', request, call);
  }

  @GrpcMethod(SERVICE, 'SettleSaga')
  settle(@Payload() request: SagaGrpc.InterveneRequest, @Call() call: CallInfo): Promise<SagaGrpc.Saga> {
    return this.act('SETTLE', request, call);
  }

  private async act(action: InterventionAction, request: SagaGrpc.InterveneRequest, call: CallInfo): Promise<SagaGrpc.Saga> {
    const { id: by } = call.require('operator');
    const { sagaId, reason } = request;
    const order = await this.intervene.execute({ sagaId, action, by, reason }, call.causeOf(request));
    return operatorsViewOf(order, await this.queries.interventions(order.id));
  }
}
