/** What others report of an order that was approved, whether it suits or not. */
export type Fact =
  | { readonly type: 'TicketRejected'; readonly detail: string }
  | { readonly type: 'DeliveryFailed'; readonly detail: string }
  | { readonly type: 'DeliveryPickedUp' }
  | { readonly type: 'DeliveryDelivered' };
