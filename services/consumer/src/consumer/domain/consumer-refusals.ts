import { Refusal } from '@ftgo/refusals';

export class ConsumerNotFound extends Refusal {
  constructor(id: string) {
    super('not-found', 'CONSUMER_NOT_FOUND', `There is no consumer ${id}.`);
  }
}

export class EmailTaken extends Refusal {
  constructor() {
    super('conflict', 'EMAIL_TAKEN', 'A consumer with this e-mail address has signed up already.', '/email');
  }
}

export class WrongCredentials extends Refusal {
  constructor() {
    super('unauthenticated', 'WRONG_CREDENTIALS', 'E-mail address or password is wrong.');
  }
}

export class UnknownStatus extends Refusal {
  constructor() {
    super('invalid', 'INVALID_STATUS', 'The status is ACTIVE or SUSPENDED.', '/status');
  }
}

export class InvalidName extends Refusal {
  constructor() {
    super('invalid', 'INVALID_NAME', 'A name has 1 to 100 characters, none of them a control character.', '/name');
  }
}

export class InvalidEmail extends Refusal {
  constructor() {
    super('invalid', 'INVALID_EMAIL', 'This is not an e-mail address such as jane@example.com.', '/email');
  }
}

export class InvalidPassword extends Refusal {
  constructor() {
    super('invalid', 'INVALID_PASSWORD', 'A password has 8 to 200 characters.', '/password');
  }
}
