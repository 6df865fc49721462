import type { DeadLetter, OperationsGrpc } from '@ftgo/operations-api';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { RemoteService } from '../remote/remote-service.ts';
import { OperationsService } from './operations-service.ts';

/** A service answers within five seconds, also where the work goes on behind the answer. */
const REPLAY_DEADLINE_MS = 10_000;
/** A service asks the broker how far it has come. */
const VIEWS_DEADLINE_MS = 5_000;

export class GrpcOperationsService extends OperationsService {
  private readonly remote: RemoteService;

  constructor(
    override readonly name: string,
    private readonly client: OperationsGrpc.OperationsServiceClient,
    deadlineMs: number,
  ) {
    super();
    this.remote = new RemoteService(name, deadlineMs);
  }

  override listDeadLetters(request: OperationsGrpc.ListDeadLettersRequest, call: OutgoingCall): Promise<OperationsGrpc.ListDeadLettersResponse> {
    return this.remote.ask<OperationsGrpc.ListDeadLettersRequest, OperationsGrpc.ListDeadLettersResponse>((...args) => this.client.listDeadLetters(...args), request, call);
  }

  override getDeadLetter(deadLetterId: string, call: OutgoingCall): Promise<OperationsGrpc.GetDeadLetterResponse> {
    return this.remote.ask<OperationsGrpc.GetDeadLetterRequest, OperationsGrpc.GetDeadLetterResponse>((...args) => this.client.getDeadLetter(...args), { deadLetterId }, call);
  }

  override replayDeadLetter(request: OperationsGrpc.ReplayDeadLetterRequest, call: OutgoingCall): Promise<DeadLetter> {
    return this.remote.ask<OperationsGrpc.ReplayDeadLetterRequest, DeadLetter>((...args) => this.client.replayDeadLetter(...args), request, call, REPLAY_DEADLINE_MS);
  }

  override discardDeadLetter(request: OperationsGrpc.DiscardDeadLetterRequest, call: OutgoingCall): Promise<DeadLetter> {
    return this.remote.ask<OperationsGrpc.DiscardDeadLetterRequest, DeadLetter>((...args) => this.client.discardDeadLetter(...args), request, call, REPLAY_DEADLINE_MS);
  }

  override listViews(call: OutgoingCall): Promise<OperationsGrpc.ListViewsResponse> {
    return this.remote.ask<OperationsGrpc.ListViewsRequest, OperationsGrpc.ListViewsResponse>((...args) => this.client.listViews(...args), {}, call, VIEWS_DEADLINE_MS);
  }

  override rebuildView(request: OperationsGrpc.RebuildViewRequest, call: OutgoingCall): Promise<OperationsGrpc.ListViewsResponse> {
    return this.remote.ask<OperationsGrpc.RebuildViewRequest, OperationsGrpc.ListViewsResponse>((...args) => this.client.rebuildView(...args), request, call, VIEWS_DEADLINE_MS);
  }

  override giveUpRebuild(request: OperationsGrpc.GiveUpRebuildRequest, call: OutgoingCall): Promise<OperationsGrpc.ListViewsResponse> {
    return this.remote.ask<OperationsGrpc.GiveUpRebuildRequest, OperationsGrpc.ListViewsResponse>((...args) => this.client.giveUpRebuild(...args), request, call, VIEWS_DEADLINE_MS);
  }
}
