import { randomUUID } from 'node:crypto';
import type { OrderDocument, Problem } from './documents.ts';

/** What the gateway answered: a document or problem details, as the status says. */
export interface Answer<T> {
  readonly status: number;
  readonly body: T & Problem;
}

interface Call {
  readonly token?: string;
  readonly body?: unknown;
  /** Sent as Idempotency-Key; a fresh one for every unsafe call that names none. */
  readonly idempotencyKey?: string;
  /** For so many seconds the client would rather wait than be told that something is pending. */
  readonly wait?: number;
}

/** The gateway said no where the story needs a yes, or cannot be reached. */
export class GatewayRefusal extends Error {
  override readonly name = 'GatewayRefusal';
}

const PATIENCE_MS = 15_000;

/** The public API, as anybody may use it. */
export class Gateway {
  readonly url: string;

  constructor(url: string) {
    this.url = url.replace(/\/$/, '');
  }

  async call<T = object>(method: string, path: string, { token, body, idempotencyKey, wait }: Call = {}): Promise<Answer<T>> {
    const response = await this.#fetch(path, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(wait !== undefined && { prefer: `wait=${wait}` }),
        ...(method !== 'GET' && { 'idempotency-key': idempotencyKey ?? randomUUID() }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: (isJson ? JSON.parse(text) : {}) as T & Problem };
  }

  /** The body of an answer that must be a yes. @throws GatewayRefusal */
  async ask<T = object>(method: string, path: string, call: Call = {}): Promise<T> {
    const { status, body } = await this.call<T>(method, path, call);
    if (status >= 400) throw new GatewayRefusal(`${method} ${path} was answered ${status} ${problemText(body)}`);
    return body;
  }

  /** An order's server-sent events: the data of each, until the server or the signal ends the stream. */
  async *events(path: string, token: string, signal: AbortSignal): AsyncGenerator<OrderDocument> {
    const response = await this.#fetch(path, { headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' }, signal });
    if (!response.ok || !response.body) throw new GatewayRefusal(`GET ${path} was answered ${response.status}`);
    let unread = '';
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (unread + text).split(/\r?\n\r?\n/);
      unread = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = block.split(/\r?\n/).filter((line) => line.startsWith('data:'));
        if (data.length > 0) yield JSON.parse(data.map((line) => line.slice(5)).join('\n'));
      }
    }
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(this.url + path, init);
    } catch (error) {
      if ((error as Error).name === 'AbortError') throw error;
      throw new GatewayRefusal(`The gateway does not answer at ${this.url} (${reasonOf(error as Error)}): is \`npm start\` running?`);
    }
  }
}

/** Code and detail of problem details. */
export const problemText = ({ code, detail }: Problem): string => [code, detail].filter(Boolean).join(': ');

const reasonOf = (error: Error): string => (error.cause as NodeJS.ErrnoException | undefined)?.code ?? error.message;
