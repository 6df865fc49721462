import { type AuthorizationCommands, consumerCommands } from '@ftgo/consumer-api';
import { MessageContext, OnCommand } from '@ftgo/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ObeySagas } from '../../application/index.ts';
import { amountIn } from './amount.ts';

/** Accounting's part in cancelling and revising orders. */
@Controller()
export class OrderCommandsSubscriber {
  constructor(private readonly obeySagas: ObeySagas) {}

  @OnCommand('accounting', consumerCommands.ReverseAuthorization)
  reverse(@Payload() command: AuthorizationCommands.ReverseAuthorization, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.obeySagas.reverse(command, cause);
  }

  @OnCommand('accounting', consumerCommands.ReviseAuthorization)
  revise(@Payload() { orderId, amount }: AuthorizationCommands.ReviseAuthorization, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.obeySagas.revise({ orderId, amount: amountIn(amount) }, cause);
  }
}
