import { type DeliveryCommands, deliveryCommands } from '@ftgo/delivery-api';
import { MessageContext, OnCommand } from '@ftgo/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { CancelWithSaga } from '../../application/index.ts';
import { DELIVERY } from './subscriber.ts';


/** What the saga that cancels an order asks for; the write path replies. */
@Controller()
export class DeliveryCommandsController {
  constructor(private readonly cancelWithSaga: CancelWithSaga) {}

  @OnCommand(DELIVERY, deliveryCommands.BeginCancelDelivery)
  begin(@Payload() { orderId }: DeliveryCommands.BeginCancelDelivery, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.cancelWithSaga.begin(orderId, cause);
  }

  @OnCommand(DELIVERY, deliveryCommands.UndoBeginCancelDelivery)
  undoBegin(@Payload() { orderId }: DeliveryCommands.UndoBeginCancelDelivery, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.cancelWithSaga.undoBegin(orderId, cause);
  }

  @OnCommand(DELIVERY, deliveryCommands.ConfirmCancelDelivery)
  confirm(@Payload() { orderId }: DeliveryCommands.ConfirmCancelDelivery, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.cancelWithSaga.confirm(orderId, cause);
  }
}
