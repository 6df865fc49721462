import { type ConsumerEvents, consumerEvents } from '@ftgo/consumer-api';
import { MessageContext, OnEvent } from '@ftgo/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { AuthorizeOrder, OpenAccount } from '../../application/index.ts';
import { amountIn } from './amount.ts';

@Controller()
export class ConsumerSubscriber {
  constructor(
    private readonly openAccount: OpenAccount,
    private readonly authorizeOrder: AuthorizeOrder,
  ) {}

  @OnEvent('accounting', consumerEvents.ConsumerCreated)
  created(@Payload() { consumerId, creditLimit }: ConsumerEvents.ConsumerCreated, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.openAccount.execute(consumerId, amountIn(creditLimit), cause);
  }

  @OnEvent('accounting', consumerEvents.ConsumerVerified)
  verified(@Payload() event: ConsumerEvents.ConsumerVerified, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.authorizeOrder.consumerVerified({ ...event, orderTotal: amountIn(event.orderTotal) }, cause);
  }

  @OnEvent('accounting', consumerEvents.ConsumerVerificationFailed)
  verificationFailed(@Payload() event: ConsumerEvents.ConsumerVerificationFailed, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.authorizeOrder.consumerVerificationFailed(event, cause);
  }
}
