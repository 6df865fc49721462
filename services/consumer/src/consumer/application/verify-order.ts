import type { MessageCause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { type OrderToVerify, verifyOrder } from '../domain/consumer.ts';
import { ConsumerRepository } from '../domain/consumer-repository.ts';

/** A step of create order: may this consumer order? */
@Injectable()
export class VerifyOrder {
  constructor(private readonly consumers: ConsumerRepository) {}

  execute(order: OrderToVerify, cause: MessageCause): Promise<void> {
    return this.consumers.answer(order.consumerId, (consumer) => verifyOrder(consumer, order), cause);
  }
}
