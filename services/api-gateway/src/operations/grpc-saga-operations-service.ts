import type { SagaGrpc } from '@ftgo/order-api';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { RemoteService } from '../remote/remote-service.ts';
import { SagaOperationsService } from './saga-operations-service.ts';

type Intervene = SagaGrpc.InterveneRequest;
type Saga = SagaGrpc.Saga;

export class GrpcSagaOperationsService extends SagaOperationsService {
  private readonly remote: RemoteService;

  constructor(
    private readonly client: SagaGrpc.SagaOperationsClient,
    deadlineMs: number,
  ) {
    super();
    this.remote = new RemoteService('order', deadlineMs);
  }

  override listSagas(request: SagaGrpc.ListSagasRequest, call: OutgoingCall): Promise<SagaGrpc.ListSagasResponse> {
    return this.remote.ask<SagaGrpc.ListSagasRequest, SagaGrpc.ListSagasResponse>((...args) => this.client.listSagas(...args), request, call);
  }

  override getSaga(sagaId: string, call: OutgoingCall): Promise<Saga> {
    return this.remote.ask<SagaGrpc.GetSagaRequest, Saga>((...args) => this.client.getSaga(...args), { sagaId }, call);
  }

  override retrySaga(request: Intervene, call: OutgoingCall): Promise<Saga> {
    return this.remote.ask<Intervene, Saga>((...args) => this.client.retrySaga(...args), request, call);
  }

  override compensateSaga(request: Intervene, call: OutgoingCall): Promise<Saga> {
    return this.remote.ask<Intervene, Saga>((...args) => this.client.compensateSaga(...args), request, call);
  }

  override settleSaga(request: Intervene, call: OutgoingCall): Promise<Saga> {
    return this.remote.ask<Intervene, Saga>((...args) => this.client.settleSaga(...args), request, call);
  }
}
