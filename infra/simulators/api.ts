import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Answer } from '../demo/gateway.ts';

interface Call {
  readonly token?: string;
  readonly body?: object;
}

const PATIENCE_MS = 15_000;

/** The public API by Node's plain client: `fetch` takes three times as much CPU, and simulators look again and again. */
export class Api {
  readonly #url: URL;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(url: string) {
    this.#url = new URL(url);
  }

  /** @throws Error where no answer comes */
  call<T>(method: string, path: string, { token, body }: Call = {}): Promise<Answer<T>> {
    const payload = body && JSON.stringify(body);
    const headers = {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(payload && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
      ...(method !== 'GET' && { 'idempotency-key': randomUUID() }),
    };
    return new Promise((answer, fail) => {
      const asked = request(new URL(path, this.#url), { method, headers, agent: this.#agent, timeout: PATIENCE_MS }, (response) => {
        const isJson = response.headers['content-type']?.includes('json');
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.once('error', fail);
        response.once('end', () => answer({ status: response.statusCode!, body: isJson ? JSON.parse(text) : {} }));
      });
      asked.once('timeout', () => asked.destroy(new Error(`${method} ${path} is not answered`)));
      asked.once('error', fail);
      asked.end(payload);
    });
  }
}
