import { randomBytes } from 'node:crypto';
import { eventually } from './eventually.ts';
import type { Answer, Gateway } from './gateway.ts';

interface Session {
  readonly accessToken: string;
  readonly user: { readonly id: string };
}

/** Somebody who has signed in. */
export class Person {
  readonly name: string;
  readonly id: string;
  readonly token: string;
  readonly #gateway: Gateway;

  constructor(gateway: Gateway, name: string, id: string, token: string) {
    this.#gateway = gateway;
    this.name = name;
    this.id = id;
    this.token = token;
  }

  get<T = object>(path: string): Promise<T> {
    return this.#gateway.ask<T>('GET', path, { token: this.token });
  }

  put<T = object>(path: string, body: unknown): Promise<T> {
    return this.#gateway.ask<T>('PUT', path, { token: this.token, body });
  }

  post<T = object>(path: string, body: unknown): Promise<T> {
    return this.#gateway.ask<T>('POST', path, { token: this.token, body });
  }

  /** For a story that tells also a no. */
  tries<T = object>(method: string, path: string, body?: unknown, idempotencyKey?: string): Promise<Answer<T>> {
    return this.#gateway.call<T>(method, path, { token: this.token, ...(body !== undefined && { body }), ...(idempotencyKey && { idempotencyKey }) });
  }

  /** For a story about waiting: whoever asks prefers to wait for so many seconds (RFC 7240). */
  waits<T = object>(seconds: number, path: string, body: unknown): Promise<Answer<T>> {
    return this.#gateway.call<T>('POST', path, { token: this.token, body, wait: seconds });
  }
}

/** @returns undefined where nobody signs in with these. */
export async function signIn(gateway: Gateway, name: string, email: string, password: string): Promise<Person | undefined> {
  const { status, body } = await gateway.call<Session>('POST', '/v1/sessions', { body: { email, password } });
  return status < 300 ? new Person(gateway, name, body.user.id, body.accessToken) : undefined;
}

/** Signs up somebody new, so that no story depends on what an earlier one left behind. */
export async function newConsumer(gateway: Gateway, name: string): Promise<Person> {
  const email = `${name.toLowerCase()}-${randomBytes(5).toString('hex')}@demo.ftgo.example`;
  const password = randomBytes(12).toString('base64url');
  await gateway.ask('POST', '/v1/consumers', { body: { name, email, password } });
  const person = await signIn(gateway, name, email, password);
  if (!person) throw new Error(`${name} signed up and cannot sign in`);
  // The account is opened by a message, and the first order should find it.
  await eventually(`the account of ${name}`, async () => {
    const { status } = await person.tries('GET', `/v1/consumers/${person.id}/account`);
    return status === 200 || undefined;
  });
  return person;
}
