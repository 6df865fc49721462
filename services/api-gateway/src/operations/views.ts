import type { OperationsGrpc, ViewGeneration } from '@ftgo/operations-api';
import { Refusal } from '@ftgo/refusals';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import type { From } from './dead-letters.ts';
import type { OperationsService } from './operations-service.ts';
import { unlessAway } from './unless-away.ts';

/** The views of all services. */
export class ViewsOfAll {
  constructor(private readonly services: readonly OperationsService[]) {}

  async list(call: OutgoingCall): Promise<{ generations: From<ViewGeneration>[]; unavailable: string[] }> {
    const answers = await this.ask(call);
    return {
      generations: answers.flatMap(({ service, answer }) => (answer?.generations ?? []).map((generation) => ({ ...generation, service: service.name }))),
      unavailable: answers.flatMap(({ service, answer }) => (answer ? [] : [service.name])),
    };
  }

  /** @throws Refusal, RemoteFailure */
  async rebuild(request: OperationsGrpc.RebuildViewRequest, call: OutgoingCall): Promise<From<ViewGeneration>[]> {
    const service = await this.serviceWith(request.view, call);
    return this.named(service, await service.rebuildView(request, call));
  }

  /** @throws Refusal, RemoteFailure */
  async giveUp(request: OperationsGrpc.GiveUpRebuildRequest, call: OutgoingCall): Promise<From<ViewGeneration>[]> {
    const service = await this.serviceWith(request.view, call);
    return this.named(service, await service.giveUpRebuild(request, call));
  }

  private async serviceWith(view: string, call: OutgoingCall): Promise<OperationsService> {
    const answers = await this.ask(call);
    const found = answers.find(({ answer }) => answer?.generations.some((generation) => generation.view === view));
    if (found) return found.service;
    const away = answers.find(({ answer }) => !answer);
    // It may be a view of the one that cannot be asked: let that one say so.
    if (away) return away.service;
    throw new Refusal('not-found', 'VIEW_NOT_FOUND', `There is no view ${view}`);
  }

  private ask(call: OutgoingCall) {
    return Promise.all(this.services.map(async (service) => ({ service, answer: await unlessAway(service.listViews(call)) })));
  }

  private named({ name }: OperationsService, { generations }: OperationsGrpc.ListViewsResponse): From<ViewGeneration>[] {
    return generations.map((generation) => ({ ...generation, service: name }));
  }
}
