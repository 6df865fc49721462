import { InvalidEmail, InvalidName, InvalidPassword } from './consumer-refusals.ts';

export interface Registration {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** What someone who signs up has typed, checked and without the blanks around it. */
export function registration(typed: Registration): Registration {
  const name = typed.name.trim();
  const email = typed.email.trim();
  if (!/^[^\p{Cc}]{1,100}$/u.test(name)) throw new InvalidName();
  if (email.length > 254 || !/^[^\s\p{Cc}@]+@[^\s\p{Cc}@.]+(\.[^\s\p{Cc}@.]+)+$/u.test(email)) throw new InvalidEmail();
  if (typed.password.length < 8 || typed.password.length > 200) throw new InvalidPassword();
  return { name, email, password: typed.password };
}

/** Two addresses that differ in case only are one person's. */
export const emailKey = (email: string): string => email.trim().normalize('NFC').toLowerCase();
