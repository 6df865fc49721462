import { Refusal } from '@ftgo/refusals';

/** A value of the request can never be right; `field` is its JSON pointer, such as `/menu/0/price`. */
export class InvalidRestaurant extends Refusal {
  constructor(field: string, detail: string) {
    super('invalid', 'INVALID_RESTAURANT', detail, field);
  }
}

export class RestaurantNotFound extends Refusal {
  constructor(id: string) {
    super('not-found', 'RESTAURANT_NOT_FOUND', `There is no restaurant ${id}.`);
  }
}

export class EmailTaken extends Refusal {
  constructor() {
    super('conflict', 'EMAIL_TAKEN', 'The staff of another restaurant signs in with this e-mail address.', '/email');
  }
}

/** Says neither which of the two was wrong nor whether the address is known. */
export class WrongCredentials extends Refusal {
  constructor() {
    super('unauthenticated', 'WRONG_CREDENTIALS', 'E-mail address or password is wrong.');
  }
}
