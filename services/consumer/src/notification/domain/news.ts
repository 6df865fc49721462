/** Something that a consumer wants to know of an order. */
export interface News {
  readonly consumerId: string;
  readonly orderId: string;
  /** Such as ORDER_APPROVED. Senders may know kinds that we do not know yet. */
  readonly kind: string;
  /** A sentence of the sender's; empty where the kind says it all. */
  readonly detail: string;
  readonly happenedAt: Date;
}

interface Wording {
  readonly text: (detail: string) => string;
  /** What is settled is worth a mail; what passes by within minutes is for the screen. */
  readonly mailed: boolean;
}

const wordings: Readonly<Record<string, Wording>> = {
  ORDER_APPROVED: { text: () => 'Your order is approved, and the restaurant has it.', mailed: true },
  ORDER_REJECTED: { text: (why) => `Your order could not be taken. ${why}`, mailed: true },
  // The only thing that can be done about an earlier mail: to say that it no longer holds.
  ORDER_CANCELLED: { text: (why) => `Your order was cancelled. ${why} What we told you of it before no longer holds.`, mailed: true },
  CANCEL_REFUSED: { text: (why) => `Your order could not be cancelled and goes on. ${why}`, mailed: true },
  ORDER_REVISED: { text: () => 'Your order was changed as you wished. What we told you of its dishes before no longer holds.', mailed: true },
  REVISION_REFUSED: { text: (why) => `Your order could not be changed and stays as it was. ${why}`, mailed: true },
  TICKET_ACCEPTED: { text: () => 'The restaurant has accepted your order.', mailed: false },
  TICKET_PREPARATION_STARTED: { text: () => 'Your order is being prepared.', mailed: false },
  TICKET_READY_FOR_PICKUP: { text: () => 'Your order is ready and waits for its courier.', mailed: false },
  DELIVERY_SCHEDULED: { text: () => 'A courier will bring your order.', mailed: false },
  DELIVERY_PICKED_UP: { text: () => 'A courier is on the way to you with your order.', mailed: false },
  DELIVERY_NEAR: { text: () => 'Your courier is around the corner.', mailed: false },
  ORDER_DELIVERED: { text: () => 'Your order was delivered. Enjoy your meal!', mailed: true },
};

/** Whether there are words for this kind of news. */
export const isWorded = (kind: string): boolean => Object.hasOwn(wordings, kind);

/** The news in words, and whether they go by mail as well. A kind of tomorrow is told by its name. */
export function inWords({ kind, detail }: News): { readonly text: string; readonly mailed: boolean } {
  const { text, mailed } = isWorded(kind) ? wordings[kind]! : unknown(kind);
  return { text: text(detail).replace(/\s+/g, ' ').trim(), mailed };
}

const unknown = (kind: string): Wording => ({
  text: (detail) => `There is news of your order: ${kind.toLowerCase().replaceAll('_', ' ')}. ${detail}`,
  mailed: false,
});
