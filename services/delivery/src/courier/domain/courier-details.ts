import { InvalidCourier } from './courier-errors.ts';

export interface CourierDetails {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

const LONGEST_NAME = 100;
const LONGEST_EMAIL = 254;
const SHORTEST_PASSWORD = 8;
// A longer one is no safer, and hashing it costs.
const LONGEST_PASSWORD = 200;

/** @throws InvalidCourier names the field that is to blame. */
export function courierDetails(given: CourierDetails): CourierDetails {
  const name = given.name.trim();
  const email = given.email.trim();
  const { password } = given;
  if (name === '' || name.length > LONGEST_NAME) throw new InvalidCourier('/name', `A name has 1 to ${LONGEST_NAME} characters.`);
  if (/\p{Cc}/u.test(name)) throw new InvalidCourier('/name', 'A name has no control characters.');
  if (email.length > LONGEST_EMAIL || !/^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(email)) {
    throw new InvalidCourier('/email', 'This is not an e-mail address.');
  }
  if (password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD) {
    throw new InvalidCourier('/password', `A password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters.`);
  }
  return { name, email, password };
}
