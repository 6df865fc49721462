import type { ViewGeneration } from '@ftgo/operations-api';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Only } from '../http/access.guard.ts';
import { IdempotencyKey, Passed } from '../http/request.ts';
import { valid } from '../http/valid.ts';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import type { From } from './dead-letters.ts';
import { ViewsOfAll } from './views.ts';

const viewName = z.string().regex(/^[a-z][a-z-]{0,63}$/);
export const changeRebuild = z.strictObject({}).optional();

@Controller('v1/operations/views')
export class ViewsController {
  constructor(private readonly views: ViewsOfAll) {}

  @Get()
  @Only(['operator'])
  async list(@Passed() call: OutgoingCall): Promise<unknown> {
    const { generations, unavailable } = await this.views.list(call);
    return { generations: generations.map(generationDocument), unavailable };
  }

  @Post(':view/rebuild')
  @HttpCode(202)
  @Only(['operator'])
  async rebuild(
    @Param('view', valid(viewName, 'path')) view: string,
    @Body(valid(changeRebuild, 'body')) _: unknown,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return generationsDocument(await this.views.rebuild({ view, idempotencyKey }, call));
  }

  @Post(':view/give-up')
  @HttpCode(200)
  @Only(['operator'])
  async giveUp(
    @Param('view', valid(viewName, 'path')) view: string,
    @Body(valid(changeRebuild, 'body')) _: unknown,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return generationsDocument(await this.views.giveUp({ view, idempotencyKey }, call));
  }
}

const generationsDocument = (generations: From<ViewGeneration>[]) => ({ generations: generations.map(generationDocument), unavailable: [] });

const generationDocument = ({ service, view, generation, state, since, askedBy, read, total, deadLetters }: From<ViewGeneration>) => ({
  service,
  view,
  generation,
  state,
  since,
  askedBy: askedBy || undefined,
  read,
  total,
  deadLetters,
});
