import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Only } from '../http/access.guard.ts';
import { id, next, pageOf } from '../http/fields.ts';
import { IdempotencyKey, Passed } from '../http/request.ts';
import { valid } from '../http/valid.ts';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { operatedSagaDocument, operatedSagaInFull } from './operated-saga-document.ts';
import { SagaOperationsService } from './saga-operations-service.ts';
import { type Intervene, type SagaQuery, intervene, sagaQuery } from './saga-requests.ts';

@Controller('v1/operations/sagas')
export class SagasController {
  constructor(private readonly sagas: SagaOperationsService) {}

  @Get()
  @Only(['operator'])
  async list(@Query(valid(sagaQuery, 'query')) { show, orderId, ...page }: SagaQuery, @Passed() call: OutgoingCall): Promise<unknown> {
    const { sagas, nextAfter } = await this.sagas.listSagas({ all: show === 'all', orderId: orderId ?? '', page: pageOf(page) }, call);
    return { sagas: sagas.map(operatedSagaDocument), ...next(nextAfter) };
  }

  @Get(':sagaId')
  @Only(['operator'])
  async get(@Param('sagaId', valid(id, 'path')) sagaId: string, @Passed() call: OutgoingCall): Promise<unknown> {
    return operatedSagaInFull(await this.sagas.getSaga(sagaId, call));
  }

  @Post(':sagaId/retry')
  @HttpCode(200)
  @Only(['operator'])
  async retry(
    @Param('sagaId', valid(id, 'path')) sagaId: string,
    @Body(valid(intervene, 'body')) { reason }: Intervene,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return operatedSagaInFull(await this.sagas.retrySaga({ sagaId, reason, idempotencyKey }, call));
  }

  @Post(':sagaId/compensate')
  @HttpCode(200)
  @Only(['operator'])
  async compensate(
    @Param('sagaId', valid(id, 'path')) sagaId: string,
    @Body(valid(intervene, 'body')) { reason }: Intervene,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return operatedSagaInFull(await this.sagas.compensateSaga({ sagaId, reason, idempotencyKey }, call));
  }

  @Post(':sagaId/settle')
  @HttpCode(200)
  @Only(['operator'])
  async settle(
    @Param('sagaId', valid(id, 'path')) sagaId: string,
    @Body(valid(intervene, 'body')) { reason }: Intervene,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return operatedSagaInFull(await this.sagas.settleSaga({ sagaId, reason, idempotencyKey }, call));
  }
}
