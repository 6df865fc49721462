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
