import { MessageContext, OnEvent } from '@ftgo/messaging';
import { orderReplies } from '@ftgo/order-api';
import type { StepDone, StepRefused } from '@ftgo/saga-api';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { AdvanceSaga } from '../../application/index.ts';

const ORDER = 'order';

/** What the participants of cancelling and revising reply. */
@Controller()
export class SagaReplies {
  constructor(private readonly advance: AdvanceSaga) {}

  @OnEvent(ORDER, orderReplies.StepDone)
  done(@Payload() { saga }: StepDone, @Ctx() { message, cause }: MessageContext): Promise<void> {
    return this.advance.done(message.key, saga!, cause);
  }

  @OnEvent(ORDER, orderReplies.StepRefused)
  refused(@Payload() { saga, code, detail }: StepRefused, @Ctx() { message, cause }: MessageContext): Promise<void> {
    return this.advance.refused(message.key, saga!, { reason: code, detail }, cause);
  }
}
