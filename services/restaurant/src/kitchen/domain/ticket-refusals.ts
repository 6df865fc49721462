import { Refusal } from '@ftgo/refusals';
import type { TicketRefusal } from './acceptance.ts';

export class TicketNotFound extends Refusal {
  constructor(orderId: string) {
    super('not-found', 'TICKET_NOT_FOUND', `There is no ticket for order ${orderId}.`);
  }
}

/** What the restaurant wants does not go together with how far the ticket is. */
export class WrongTicketState extends Refusal {
  constructor(state: string) {
    super('conflict', 'WRONG_TICKET_STATE', `The ticket is ${state}.`);
  }
}

/** Nobody acts on a ticket while a saga holds it. */
export class TicketLocked extends Refusal {
  constructor(state: 'CANCEL_PENDING' | 'REVISION_PENDING') {
    const wish = { CANCEL_PENDING: 'cancel', REVISION_PENDING: 'change' }[state];
    super('conflict', 'TICKET_LOCKED', `The ticket is ${state}: the consumer asked to ${wish} the order, which is not settled yet.`);
  }
}

/** It is too late for the consumer to cancel or to change the order. */
export class TicketInPreparation extends Refusal {
  constructor(state: string) {
    super('conflict', 'TICKET_IN_PREPARATION', `The restaurant has begun to cook: the ticket is ${state}.`);
  }
}

/** The kitchen does not offer what the order is to have. */
export class RevisionRefused extends Refusal {
  constructor({ reason, detail }: TicketRefusal) {
    super('unprocessable', reason, detail);
  }
}

export class ReadyByOutOfRange extends Refusal {
  constructor(detail: string) {
    super('unprocessable', 'READY_BY_OUT_OF_RANGE', detail, '/readyBy');
  }
}

export class RejectionWithoutReason extends Refusal {
  constructor(detail: string) {
    super('invalid', 'REJECTION_WITHOUT_REASON', detail, '/reason');
  }
}
