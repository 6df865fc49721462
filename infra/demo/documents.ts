// What the stories read of the gateway's documents; `services/api-gateway/openapi.yaml` is the authority.

export interface Money {
  readonly amount: number;
  readonly currency: string;
}

export interface OrderDocument {
  readonly orderId: string;
  readonly state: string;
  readonly orderTotal: Money;
  /** Why it was rejected or cancelled. */
  readonly reason?: string;
  readonly detail?: string;
  readonly approvalDeadline?: string;
  /** The cancellation or revision that locks it, or the last one. */
  readonly saga?: { readonly sagaId: string; readonly state: string; readonly reason?: string };
}

export interface AccountDocument {
  readonly creditLimit: Money;
  readonly held: Money;
}

export interface MenuItem {
  readonly menuItemId: string;
  readonly name: string;
  readonly price: Money;
}

export interface RestaurantDocument {
  readonly menu: readonly MenuItem[];
  readonly openingHours: readonly { readonly weekday: number; readonly opens: number; readonly closes: number }[];
  readonly capacity?: number;
}

export interface TicketDocument {
  readonly state: string;
  /** When the restaurant promises the food. */
  readonly readyBy?: string;
}

export interface DeliveryHistoryDocument {
  readonly entries: readonly { readonly type: string; readonly data: { readonly giveUpAt?: string } }[];
}

export interface BooksDocument {
  readonly balanced: boolean;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[];
}

/** Problem details; an answer that is none has neither. */
export interface Problem {
  readonly code?: string;
  readonly detail?: string;
}
