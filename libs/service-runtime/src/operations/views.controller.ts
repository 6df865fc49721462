import { type GenerationStatus, Views } from '@ftgo/messaging';
import type { OperationsGrpc, ViewGeneration } from '@ftgo/operations-api';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { Call, type CallInfo } from '../call-info.ts';

const SERVICE = 'OperationsService';

/** What operators see of a service's views, and do with them. */
@Controller()
export class ViewsController {
  constructor(private readonly views: Views) {}

  @GrpcMethod(SERVICE, 'ListViews')
  async list(@Payload() _: OperationsGrpc.ListViewsRequest, @Call() call: CallInfo): Promise<OperationsGrpc.ListViewsResponse> {
    call.require('operator');
    return { generations: (await this.views.list()).map(documentOf) };
  }

  @GrpcMethod(SERVICE, 'RebuildView')
  async rebuild(@Payload() request: OperationsGrpc.RebuildViewRequest, @Call() call: CallInfo): Promise<OperationsGrpc.ListViewsResponse> {
    const { id: operator } = call.require('operator');
    await this.views.rebuild(request.view, operator, call.causeOf(request));
    return this.generationsOf(request.view);
  }

  @GrpcMethod(SERVICE, 'GiveUpRebuild')
  async giveUp(@Payload() request: OperationsGrpc.GiveUpRebuildRequest, @Call() call: CallInfo): Promise<OperationsGrpc.ListViewsResponse> {
    call.require('operator');
    await this.views.giveUp(request.view, call.causeOf(request));
    return this.generationsOf(request.view);
  }

  private async generationsOf(name: string): Promise<OperationsGrpc.ListViewsResponse> {
    const generations = await this.views.list();
    return { generations: generations.filter(({ view }) => view === name).map(documentOf) };
  }
}

const documentOf = ({ view, generation, state, since, askedBy, read, total, deadLetters }: GenerationStatus): ViewGeneration => ({
  view,
  generation,
  state: state.toUpperCase(),
  since,
  askedBy: askedBy ?? '',
  read,
  total,
  deadLetters,
});
