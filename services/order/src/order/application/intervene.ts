import { Refusal } from '@ftgo/refusals';
import type { RequestCause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { type Intervening, intervene } from '../domain/intervention.ts';
import type { Order } from '../domain/order.ts';
import { Orders } from '../domain/orders.ts';
import { Patience } from '../domain/saga/patience.ts';
import { SagaQueries } from './ports/saga-queries.ts';

const LONGEST_REASON = 500;

/** What an operator does to a saga, and the trail of it, in one commit. */
@Injectable()
export class Intervene {
  constructor(
    private readonly orders: Orders,
    private readonly queries: SagaQueries,
    private readonly patience: Patience,
  ) {}

  /** @throws Refusal `SAGA_NOT_FOUND`, `REASON_MISSING`, `SAGA_OVER`, `ALREADY_UNDOING`, `PAST_THE_PIVOT`, `MAY_BE_COMPENSATED`. */
  async execute(wish: Omit<Intervening, 'id' | 'orderId'>, cause: RequestCause): Promise<Order> {
    if (wish.reason.length < 1 || wish.reason.length > LONGEST_REASON) {
      throw new Refusal('invalid', 'REASON_MISSING', `Say why, in 1 to ${LONGEST_REASON} characters`, '/reason');
    }
    const { id: orderId } = await sagaOf(this.queries, wish.sagaId);
    const clock = { now: new Date(), patience: this.patience };
    const intervening = { ...wish, id: uuidv7(), orderId };
    return this.orders.intervene(orderId, intervening.id, (order) => intervene(order, intervening, clock), cause);
  }
}

/** The order whose saga it is. @throws Refusal `SAGA_NOT_FOUND` */
export async function sagaOf(queries: SagaQueries, sagaId: string): Promise<Order> {
  const order = isUuid(sagaId) ? await queries.find(sagaId) : undefined;
  if (!order) throw new Refusal('not-found', 'SAGA_NOT_FOUND', `There is no saga ${sagaId}`);
  return order;
}
