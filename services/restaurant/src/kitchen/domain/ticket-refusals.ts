import { Refusal } from '@ftgo/refusals';

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
