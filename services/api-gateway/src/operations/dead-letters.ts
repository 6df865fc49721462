import type { DeadLetter, OperationsGrpc } from '@ftgo/operations-api';
import { Refusal } from '@ftgo/refusals';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { RemoteFailure } from '../remote/remote-failure.ts';
import type { OperationsService } from './operations-service.ts';
import { unlessAway } from './unless-away.ts';

/** Something of one service. */
export type From<T> = T & { readonly service: string };

export interface DeadLetterPage {
  readonly deadLetters: readonly From<DeadLetter>[];
  readonly nextAfter: string;
  /** Services that could not be asked. */
  readonly unavailable: readonly string[];
}

/** The dead letters of all services. Their ids are UUIDv7, so that those of all services sort by time together. */
export class DeadLettersOfAll {
  constructor(private readonly services: readonly OperationsService[]) {}

  async list(request: OperationsGrpc.ListDeadLettersRequest & { page: { limit: number; after: string } }, call: OutgoingCall): Promise<DeadLetterPage> {
    const answers = await Promise.all(
      this.services.map(async (service) => ({ service: service.name, answer: await unlessAway(service.listDeadLetters(request, call)) })),
    );
    const all = answers
      .flatMap(({ service, answer }) => (answer?.deadLetters ?? []).map((letter) => ({ ...letter, service })))
      .sort((a, b) => (a.deadLetterId < b.deadLetterId ? -1 : 1));
    const deadLetters = all.slice(0, request.page.limit);
    const hasMore = all.length > deadLetters.length || answers.some(({ answer }) => answer?.nextAfter);
    return {
      deadLetters,
      nextAfter: hasMore ? (deadLetters.at(-1)?.deadLetterId ?? '') : '',
      unavailable: answers.flatMap(({ service, answer }) => (answer ? [] : [service])),
    };
  }

  /** @throws Refusal DEAD_LETTER_NOT_FOUND; RemoteFailure where a service that may have it cannot be asked. */
  async get(deadLetterId: string, call: OutgoingCall): Promise<From<OperationsGrpc.GetDeadLetterResponse>> {
    const { service, response } = await this.find(deadLetterId, call);
    return { ...response, service: service.name };
  }

  /** @throws Refusal, RemoteFailure */
  async replay(request: OperationsGrpc.ReplayDeadLetterRequest, call: OutgoingCall): Promise<From<DeadLetter>> {
    const { service } = await this.find(request.deadLetterId, call);
    return { ...(await service.replayDeadLetter(request, call)), service: service.name };
  }

  /** @throws Refusal, RemoteFailure */
  async discard(request: OperationsGrpc.DiscardDeadLetterRequest, call: OutgoingCall): Promise<From<DeadLetter>> {
    const { service } = await this.find(request.deadLetterId, call);
    return { ...(await service.discardDeadLetter(request, call)), service: service.name };
  }

  private async find(id: string, call: OutgoingCall): Promise<{ service: OperationsService; response: OperationsGrpc.GetDeadLetterResponse }> {
    const answers = await Promise.allSettled(this.services.map(async (service) => ({ service, response: await service.getDeadLetter(id, call) })));
    const found = answers.find((answer) => answer.status === 'fulfilled');
    if (found) return found.value;
    const reasons: unknown[] = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
    const isNowhere = (reason: unknown) => reason instanceof Refusal && reason.kind === 'not-found';
    throw reasons.find((reason) => !isNowhere(reason) && !(reason instanceof RemoteFailure)) ?? reasons.find((reason) => !isNowhere(reason)) ?? reasons[0];
  }
}
