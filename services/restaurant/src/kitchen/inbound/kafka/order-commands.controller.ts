import { MessageContext, OnCommand } from '@ftgo/messaging';
import { type TicketCommands, restaurantCommands } from '@ftgo/restaurant-api';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ObeySagas } from '../../application/obey-sagas.ts';
import { lineItemOf } from './line-item.ts';

const KITCHEN = 'kitchen';

@Controller()
export class OrderCommandsController {
  constructor(private readonly obeySagas: ObeySagas) {}

  @OnCommand(KITCHEN, restaurantCommands.BeginCancelTicket)
  beginCancel(@Payload() command: TicketCommands.BeginCancelTicket, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.obeySagas.beginCancel(command, cause);
  }

  @OnCommand(KITCHEN, restaurantCommands.UndoBeginCancelTicket)
  undoBeginCancel(@Payload() command: TicketCommands.UndoBeginCancelTicket, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.obeySagas.undoBeginCancel(command, cause);
  }

  @OnCommand(KITCHEN, restaurantCommands.ConfirmCancelTicket)
  confirmCancel(@Payload() command: TicketCommands.ConfirmCancelTicket, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.obeySagas.confirmCancel(command, cause);
  }

  @OnCommand(KITCHEN, restaurantCommands.BeginReviseTicket)
  beginRevise(@Payload() command: TicketCommands.BeginReviseTicket, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.obeySagas.beginRevise(command, command.lineItems.map(lineItemOf), cause);
  }

  @OnCommand(KITCHEN, restaurantCommands.UndoBeginReviseTicket)
  undoBeginRevise(@Payload() command: TicketCommands.UndoBeginReviseTicket, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.obeySagas.undoBeginRevise(command, cause);
  }

  @OnCommand(KITCHEN, restaurantCommands.ConfirmReviseTicket)
  confirmRevise(@Payload() command: TicketCommands.ConfirmReviseTicket, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.obeySagas.confirmRevise(command, command.lineItems.map(lineItemOf), cause);
  }
}
