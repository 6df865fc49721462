import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Only } from '../http/access.guard.ts';
import { id, next, pageOf } from '../http/fields.ts';
import { IdempotencyKey, Passed } from '../http/request.ts';
import { valid } from '../http/valid.ts';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { deadLetterDocument, deadLetterInFull } from './dead-letter-document.ts';
import { type DeadLetterQuery, type DiscardDeadLetter, deadLetterQuery, discardDeadLetter, replayDeadLetter } from './dead-letter-requests.ts';
import { DeadLettersOfAll } from './dead-letters.ts';

@Controller('v1/operations/dead-letters')
export class DeadLettersController {
  constructor(private readonly letters: DeadLettersOfAll) {}

  @Get()
  @Only(['operator'])
  async list(
    @Query(valid(deadLetterQuery, 'query')) { subscriber, key, state, ...page }: DeadLetterQuery,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    const { deadLetters, nextAfter, unavailable } = await this.letters.list(
      { subscriber: subscriber ?? '', key: key ?? '', state: state ?? '', page: pageOf(page) },
      call,
    );
    return { deadLetters: deadLetters.map(deadLetterDocument), unavailable, ...next(nextAfter) };
  }

  @Get(':deadLetterId')
  @Only(['operator'])
  async get(@Param('deadLetterId', valid(id, 'path')) deadLetterId: string, @Passed() call: OutgoingCall): Promise<unknown> {
    return deadLetterInFull(await this.letters.get(deadLetterId, call));
  }

  @Post(':deadLetterId/replay')
  @HttpCode(200)
  @Only(['operator'])
  async replay(
    @Param('deadLetterId', valid(id, 'path')) deadLetterId: string,
    @Body(valid(replayDeadLetter, 'body')) _: unknown,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return deadLetterDocument(await this.letters.replay({ deadLetterId, idempotencyKey }, call));
  }

  @Post(':deadLetterId/discard')
  @HttpCode(200)
  @Only(['operator'])
  async discard(
    @Param('deadLetterId', valid(id, 'path')) deadLetterId: string,
    @Body(valid(discardDeadLetter, 'body')) { reason }: DiscardDeadLetter,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return deadLetterDocument(await this.letters.discard({ deadLetterId, reason, idempotencyKey }, call));
  }
}
