import { type Answer, problemText } from '../demo/gateway.ts';
import type { Api } from './api.ts';

interface Session {
  readonly accessToken: string;
  readonly user: { readonly id: string };
}

/** What the gateway would not do, and trying the same again soon may help. */
export class NotNow extends Error {
  override readonly name = 'NotNow';
}

/** Somebody at work, for days: signs in when that is needed, and again when the token has run out. */
export class Worker {
  readonly email: string;
  readonly #api: Api;
  readonly #password: string;
  #session?: Session;

  constructor(api: Api, email: string, password: string) {
    this.#api = api;
    this.email = email;
    this.#password = password;
  }

  /** Of the restaurant or courier who signs in. */
  async id(): Promise<string> {
    return (await this.#signedIn()).user.id;
  }

  get<T>(path: string): Promise<T> {
    return this.#yes<T>('GET', path);
  }

  /** @returns the answer, a no of the business included. @throws NotNow; Error where nobody answers */
  async post<T>(path: string, body: object = {}): Promise<Answer<T>> {
    const answer = await this.#call<T>('POST', path, body);
    if (answer.status >= 500 || answer.status === 429 || answer.status === 401) throw new NotNow(`POST ${path} was answered ${answer.status} ${problemText(answer.body)}`);
    return answer;
  }

  async #yes<T>(method: string, path: string): Promise<T> {
    const { status, body } = await this.#call<T>(method, path);
    if (status >= 400) throw new NotNow(`${method} ${path} was answered ${status} ${problemText(body)}`);
    return body;
  }

  async #call<T>(method: string, path: string, body?: object): Promise<Answer<T>> {
    const ask = async () => this.#api.call<T>(method, path, { token: (await this.#signedIn()).accessToken, body });
    const answer = await ask();
    if (answer.status !== 401) return answer;
    this.#session = undefined;
    return ask();
  }

  async #signedIn(): Promise<Session> {
    if (this.#session) return this.#session;
    const { status, body } = await this.#api.call<Session>('POST', '/v1/sessions', { body: { email: this.email, password: this.#password } });
    if (status >= 300) throw new NotNow(`${this.email} cannot sign in: ${status} ${problemText(body)}`);
    return (this.#session = body);
  }
}
