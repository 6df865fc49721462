import { KafkaSubscribers, Replays } from '@ftgo/messaging';
import { type DeadLetterEvents, OperationsGrpc } from '@ftgo/operations-api';
import { Refusal } from '@ftgo/refusals';
import { DeadLetters } from '@ftgo/write-path';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { validate as isUuid } from 'uuid';
import { Call, type CallInfo } from '../call-info.ts';
import { documentOf, jsonOf, recordOf } from './dead-letter-document.ts';

const SERVICE = 'OperationsService';
const USUAL_PAGE = 20;
const LONGEST_PAGE = 100;
const LONGEST_REASON = 500;
const STATES = ['', 'DEAD', 'WAITING', 'REPLAYED', 'DISCARDED'];

/** What operators see and do in any service with a database. */
@Controller()
export class OperationsController {
  constructor(
    private readonly letters: DeadLetters,
    private readonly replays: Replays,
    private readonly subscribers: KafkaSubscribers,
  ) {}

  @GrpcMethod(SERVICE, 'ListDeadLetters')
  async list(
    @Payload() { subscriber, key, state, page }: OperationsGrpc.ListDeadLettersRequest,
    @Call() call: CallInfo,
  ): Promise<OperationsGrpc.ListDeadLettersResponse> {
    call.require('operator');
    const limit = Math.min(page?.limit || USUAL_PAGE, LONGEST_PAGE);
    const after = page?.after ?? '';
    if (!STATES.includes(state)) throw new Refusal('invalid', 'UNKNOWN_STATE', `A dead letter is ${STATES.slice(1).join(', ')}`, '/state');
    if (limit < 1 || (after && !isUuid(after))) throw new Refusal('invalid', 'INVALID_PAGE', 'Pages begin after what an earlier page named', '/after');
    const found = await this.letters.list({ subscriber, key, state: state.toLowerCase() }, limit + 1, after);
    const shown = found.slice(0, limit);
    return { deadLetters: shown.map(documentOf), nextAfter: found.length > limit ? shown.at(-1)!.id : '' };
  }

  @GrpcMethod(SERVICE, 'GetDeadLetter')
  async get(
    @Payload() { deadLetterId }: OperationsGrpc.GetDeadLetterRequest,
    @Call() call: CallInfo,
  ): Promise<OperationsGrpc.GetDeadLetterResponse> {
    call.require('operator');
    const letter = await this.letters.get(deadLetterId);
    const behind = await this.letters.behind(letter, LONGEST_PAGE);
    const type = this.subscribers.typeNamed(letter.subscriber, letter.message.type);
    return { deadLetter: documentOf(letter), record: recordOf(letter), json: jsonOf(letter, type), behind: behind.map(documentOf) };
  }

  @GrpcMethod(SERVICE, 'ReplayDeadLetter')
  async replay(@Payload() request: OperationsGrpc.ReplayDeadLetterRequest, @Call() call: CallInfo): Promise<DeadLetterEvents.DeadLetter> {
    const { id: operator } = call.require('operator');
    return documentOf(await this.replays.replay(request.deadLetterId, operator, call.causeOf(request)));
  }

  @GrpcMethod(SERVICE, 'DiscardDeadLetter')
  async discard(@Payload() request: OperationsGrpc.DiscardDeadLetterRequest, @Call() call: CallInfo): Promise<DeadLetterEvents.DeadLetter> {
    const { id: operator } = call.require('operator');
    const reason = request.reason.trim();
    if (reason === '' || reason.length > LONGEST_REASON || reason.includes('\0')) {
      throw new Refusal('invalid', 'INVALID_REASON', `A reason has 1 to ${LONGEST_REASON} characters`, '/reason');
    }
    return documentOf(await this.replays.discard(request.deadLetterId, reason, operator, call.causeOf(request)));
  }
}

export const grpcOperations = { 'ftgo.operations.v1.OperationsService': OperationsGrpc.OperationsServiceService };
