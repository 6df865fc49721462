import type { Intervention } from '../../domain/intervention.ts';
import type { Order } from '../../domain/order.ts';

export interface SagaPage {
  /** The orders with these sagas. */
  readonly orders: readonly Order[];
  /** Absent on the last page. */
  readonly nextAfter?: string;
}

/** Reads of sagas, for operators. */
export abstract class SagaQueries {
  /** The order whose saga it is, also where that is over. */
  abstract find(sagaId: string): Promise<Order | undefined>;
  /** Orders that are locked, by the age of their sagas, oldest first. */
  abstract list(filter: { readonly stuckOnly: boolean; readonly orderId?: string }, limit: number, after?: string): Promise<SagaPage>;
  /** What operators did to the sagas of an order, oldest first. */
  abstract interventions(orderId: string): Promise<readonly Intervention[]>;
}
