import type { DeadLetter, OperationsGrpc } from '@ftgo/operations-api';
import type { OutgoingCall } from '../remote/outgoing-call.ts';

/** What operators see and do in one service, as the gateway needs it. Calls throw the service's Refusal, or a RemoteFailure. */
export abstract class OperationsService {
  /** Such as `order`. */
  abstract readonly name: string;
  abstract listDeadLetters(request: OperationsGrpc.ListDeadLettersRequest, call: OutgoingCall): Promise<OperationsGrpc.ListDeadLettersResponse>;
  abstract getDeadLetter(deadLetterId: string, call: OutgoingCall): Promise<OperationsGrpc.GetDeadLetterResponse>;
  abstract replayDeadLetter(request: OperationsGrpc.ReplayDeadLetterRequest, call: OutgoingCall): Promise<DeadLetter>;
  abstract discardDeadLetter(request: OperationsGrpc.DiscardDeadLetterRequest, call: OutgoingCall): Promise<DeadLetter>;
  abstract listViews(call: OutgoingCall): Promise<OperationsGrpc.ListViewsResponse>;
  abstract rebuildView(request: OperationsGrpc.RebuildViewRequest, call: OutgoingCall): Promise<OperationsGrpc.ListViewsResponse>;
  abstract giveUpRebuild(request: OperationsGrpc.GiveUpRebuildRequest, call: OutgoingCall): Promise<OperationsGrpc.ListViewsResponse>;
}
