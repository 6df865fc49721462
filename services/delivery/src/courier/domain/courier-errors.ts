import { Refusal } from '@ftgo/refusals';

export class CourierNotFound extends Refusal {
  constructor(id: string) {
    super('not-found', 'COURIER_NOT_FOUND', `There is no courier ${id}.`);
  }
}

export class EmailTaken extends Refusal {
  constructor() {
    super('conflict', 'EMAIL_TAKEN', 'Another courier signs in with this e-mail address.', '/email');
  }
}

/** Says neither which of the two was wrong nor whether the address is known. */
export class WrongCredentials extends Refusal {
  constructor() {
    super('unauthenticated', 'WRONG_CREDENTIALS', 'E-mail and password do not belong to a courier.');
  }
}

export class InvalidCourier extends Refusal {
  constructor(field: string, detail: string) {
    super('invalid', 'INVALID_COURIER', detail, field);
  }
}

/** Too late, or never there. */
export class OfferClosed extends Refusal {
  constructor(orderId: string) {
    super('conflict', 'OFFER_CLOSED', `The order ${orderId} is not offered to couriers now.`);
  }
}

export class NoRoomInPlan extends Refusal {
  constructor() {
    super('conflict', 'NO_ROOM_IN_PLAN', 'You are off duty, or your plan is full.');
  }
}

export class InvalidPosition extends Refusal {
  constructor(field: string) {
    super('invalid', 'INVALID_POSITION', 'This is no place on earth.', field);
  }
}
