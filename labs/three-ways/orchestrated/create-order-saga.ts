import { type MessageType, type OutgoingMessage, message } from '@ftgo/envelope';
import { MessageContext, OnEvent } from '@ftgo/messaging';
import { orderReplies } from '@ftgo/order-api';
import type { StepDone, StepRefused } from '@ftgo/saga-api';
import { type Decision, WritePath } from '@ftgo/write-path';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { type Order, approve, reject } from '../../../services/order/src/order/domain/order.ts';
import { messageOf } from '../../../services/order/src/order/outbound/messaging/order-messages.ts';
import { orderTable } from '../../../services/order/src/order/outbound/prisma/order-table.ts';
import { type OrderToCheck, type Step, type StepCommand, consumerSteps, kitchenSteps, steps } from '../steps.ts';

const commands: Readonly<Record<Step, MessageType<StepCommand>>> = {
  VERIFY_CONSUMER: consumerSteps.VerifyConsumer,
  CREATE_TICKET: kitchenSteps.CreateTicket,
  AUTHORIZE_ACCOUNT: consumerSteps.AuthorizeAccount,
};

type Decided = Decision<readonly [Order | undefined], void>;

/** Asks for a step. A command lies in its channel while its participant is away, so there is one attempt. */
export function commandFor(step: Step, order: OrderToCheck): OutgoingMessage {
  const { orderId } = order;
  const saga = { sagaId: orderId, step, attempt: 1, undoes: '' };
  return { ...message(commands[step], orderId, { saga, order }), replyTo: orderReplies.StepDone.channel } as OutgoingMessage;
}

/**
 * Create order by asynchronous orchestration: one step after the other, each asked for in the commit that hears of the one before. Whatever
 * was done for an order that is rejected is undone as in the choreography, by `OrderRejected`.
 */
@Controller()
export class CreateOrderSaga {
  constructor(private readonly writePath: WritePath) {}

  @OnEvent('create-order', orderReplies.StepDone)
  done(@Payload() { saga }: StepDone, @Ctx() { message: { key }, cause }: MessageContext): Promise<void> {
    return this.writePath.update([{ table: orderTable, id: key }], (order) => goOn(order, saga!.step), cause);
  }

  @OnEvent('create-order', orderReplies.StepRefused)
  refused(@Payload() { code, detail }: StepRefused, @Ctx() { message: { key }, cause }: MessageContext): Promise<void> {
    return this.writePath.update([{ table: orderTable, id: key }], (order) => decided(reject(order, { reason: code, detail })), cause);
  }
}

function goOn(order: Order | undefined, done: string): Decided {
  const place = steps.indexOf(done as Step);
  if (place < 0 || order?.state !== 'APPROVAL_PENDING') return {};
  const next = steps[place + 1];
  return next ? { messages: [commandFor(next, toCheck(order))] } : decided(approve(order));
}

const toCheck = (order: Order & { state: 'APPROVAL_PENDING' }): OrderToCheck => messageOf({ type: 'OrderCreated', order }).body as OrderToCheck;
const decided = ({ state, events }: ReturnType<typeof approve>): Decided => ({ states: [state], messages: events.map(messageOf) });
