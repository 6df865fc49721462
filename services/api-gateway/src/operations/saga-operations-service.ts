import type { SagaGrpc } from '@ftgo/order-api';
import type { OutgoingCall } from '../remote/outgoing-call.ts';

/** What operators see of sagas, and do with them, as the gateway needs it. Calls throw the service's Refusal, or a RemoteFailure. */
export abstract class SagaOperationsService {
  abstract listSagas(request: SagaGrpc.ListSagasRequest, call: OutgoingCall): Promise<SagaGrpc.ListSagasResponse>;
  abstract getSaga(sagaId: string, call: OutgoingCall): Promise<SagaGrpc.Saga>;
  abstract retrySaga(request: SagaGrpc.InterveneRequest, call: OutgoingCall): Promise<SagaGrpc.Saga>;
  abstract compensateSaga(request: SagaGrpc.InterveneRequest, call: OutgoingCall): Promise<SagaGrpc.Saga>;
  abstract settleSaga(request: SagaGrpc.InterveneRequest, call: OutgoingCall): Promise<SagaGrpc.Saga>;
}
