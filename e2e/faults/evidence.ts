// What is seen of a system at rest, in its databases and topics.
import type { DatabaseService } from '../../infra/databases.ts';
import type { Asked } from './order-stream.ts';

export interface OrderRow {
  readonly id: string;
  readonly consumer: string;
  readonly state: string;
  readonly reason: string | null;
  readonly total: number;
  readonly street: string;
  /** As JSON, in the order of their dishes. */
  readonly lines: string;
  /** What its lines come to. */
  readonly worth: number;
  /** Of a lock, or of an order that waits for its approval: seconds since its deadline, negative before. */
  readonly overdue: number | null;
}

export interface AuthorizationRow {
  readonly id: string;
  readonly state: string;
  readonly account: string | null;
  readonly amount: number | null;
}

export interface AccountRow {
  readonly id: string;
  readonly limit: number;
  readonly held: number;
  /** What was charged and is not settled. */
  readonly owed: number;
}

export interface TicketRow {
  readonly id: string;
  readonly restaurant: string;
  readonly state: string;
  /** As an order's; none where it was cancelled before it was heard of. */
  readonly lines: string | null;
}

/** What the order history shows. */
export interface HistoryRow {
  readonly id: string;
  readonly state: string | null;
  readonly total: number | null;
  readonly lines: string | null;
  readonly ticket: string | null;
  readonly delivery: string | null;
}

export interface KitchenRow {
  readonly id: string;
  readonly open: number;
  readonly capacity: number | null;
}

export interface DeliveryRow {
  readonly id: string;
  readonly state: string;
  /** Whose plan it is in, or was. */
  readonly courier: string | null;
}

/** A courier with their plan. */
export interface CourierRow {
  readonly id: string;
  readonly stops: readonly { readonly orderId: string; readonly action: string }[];
  /** How many deliveries the plan is said to have. */
  readonly orders: number;
}

/** One thing that happened to a delivery. */
export interface DeliveryStep {
  /** Of the delivery. */
  readonly id: string;
  readonly type: string;
  readonly courier: string | null;
  readonly offer: string | null;
}

/** What came of folding every delivery again from all that happened to it. */
export interface Rebuilt {
  readonly compared: number;
  /** Those that are kept otherwise, and what of them is. */
  readonly drifts: readonly { readonly id: string; readonly what: string }[];
}

/** A message, as it was written or as it was published. */
export interface Message {
  readonly id: string;
  readonly channel: string;
  /** Of the aggregate that it tells of. */
  readonly key: string;
  readonly type: string;
  /** The message that led to it; none for a request or a deadline. */
  readonly cause: string | null;
  /** Of a saga's commands, replies and events. */
  readonly saga?: SagaPlace | null;
  /** Of a charge. */
  readonly amount?: number | null;
}

/** Where a message belongs in a saga. */
export interface SagaPlace {
  readonly id: string;
  /** Of a command or a reply. */
  readonly step: string | null;
  readonly attempt: number | null;
  /** Why it was refused. */
  readonly code: string | null;
}

export interface OutboxRow extends Message {
  readonly service: DatabaseService;
  /** Who answers an offer. */
  readonly answerer?: string | null;
}

export interface InboxRow {
  readonly service: DatabaseService;
  readonly subscriber: string;
  readonly message: string;
}

export interface DeadLetter {
  readonly service: DatabaseService;
  readonly subscriber: string;
  readonly key: string;
  readonly message: string;
  readonly error: string | null;
}

/** A record of a topic. */
export interface Published extends Message {
  readonly partition: number;
  readonly offset: number;
}

export interface Lag {
  readonly group: string;
  readonly partition: string;
  readonly behind: number;
}

export interface Books {
  readonly pending: number;
  readonly balanced: boolean;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[];
}

/** Everything that can be read of a run from outside. */
export interface Evidence {
  /** The run's own name, which is written on its orders. */
  readonly run: string;
  readonly asked: readonly Asked[];
  readonly orders: readonly OrderRow[];
  readonly authorizations: readonly AuthorizationRow[];
  readonly accounts: readonly AccountRow[];
  readonly tickets: readonly TicketRow[];
  readonly kitchens: readonly KitchenRow[];
  readonly deliveries: readonly DeliveryRow[];
  readonly couriers: readonly CourierRow[];
  /** Each delivery's in their order. */
  readonly steps: readonly DeliveryStep[];
  readonly rebuilt: Rebuilt;
  readonly history: readonly HistoryRow[];
  /** In the order in which they were written; empty where the relay deletes what it has sent. */
  readonly outbox: readonly OutboxRow[];
  /** Of messages only; what was done once for a request is among `asked`. */
  readonly inbox: readonly InboxRow[];
  readonly deadLetters: readonly DeadLetter[];
  /** Each partition's in their order; a message that was sent twice is there twice. */
  readonly published: readonly Published[];
  readonly lags: readonly Lag[];
  readonly books: Books;
}
