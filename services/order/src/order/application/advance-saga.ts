import { Injectable } from '@nestjs/common';
import type { StepAttempt } from '@ftgo/saga-api/step';
import type { MessageCause } from '@ftgo/write-path';
import { stepDone, stepRefused } from '../domain/order-saga.ts';
import { Orders } from '../domain/orders.ts';
import type { Outcome } from '../domain/outcome.ts';
import { Patience } from '../domain/saga/patience.ts';

/** What participants reply takes an order's saga on, or back. */
@Injectable()
export class AdvanceSaga {
  constructor(
    private readonly orders: Orders,
    private readonly patience: Patience,
  ) {}

  async done(orderId: string, told: StepAttempt, cause: MessageCause): Promise<void> {
    const clock = { now: new Date(), patience: this.patience };
    await this.orders.update(orderId, (order) => stepDone(order, told, clock), cause);
  }

  async refused(orderId: string, told: StepAttempt, refusal: Outcome, cause: MessageCause): Promise<void> {
    const clock = { now: new Date(), patience: this.patience };
    await this.orders.update(orderId, (order) => stepRefused(order, told, refusal, clock), cause);
  }
}
