import { setTimeout as after } from 'node:timers/promises';

export interface Answer {
  readonly status: number;
  readonly body: any;
}

export interface Request {
  readonly token?: string;
  readonly body?: unknown;
  /** Idempotency-Key: the same in each attempt. */
  readonly key?: string;
  /** How long the first attempt waits for an answer, in milliseconds; each later one waits longer. */
  readonly patience?: number;
}

/** What an attempt may come to that is no answer: the client asks again. */
const MAY_BE_RETRIED = new Set([429, 500, 502, 503, 504]);
const LONGEST_PATIENCE = 5_000;
const LONGEST_PAUSE = 500;

/** Asks the gateway until it is answered, as a client does who wants its food. */
export class PatientClient {
  readonly #gateway: string;
  readonly #givesUp: AbortSignal;
  readonly #tries = new Map<string, number>();

  /** @param givesUp ends all asking */
  constructor(gateway: string, givesUp: AbortSignal) {
    this.#gateway = gateway;
    this.#givesUp = givesUp;
  }

  /** How often it had to ask again, by why. */
  get retries(): ReadonlyMap<string, number> {
    return this.#tries;
  }

  /** @throws Error that says what the last attempt came to, when it gives up */
  async ask(method: string, path: string, request: Request = {}): Promise<Answer> {
    let patience = request.patience ?? LONGEST_PATIENCE;
    let pause = 20;
    for (;;) {
      const outcome = await this.#attempt(method, path, request, patience);
      if (typeof outcome !== 'string') return outcome;
      this.#tries.set(outcome, (this.#tries.get(outcome) ?? 0) + 1);
      if (this.#givesUp.aborted) throw new Error(`${method} ${path} was never answered; the last attempt: ${outcome}`);
      await after(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      patience = Math.min(patience * 2, LONGEST_PATIENCE);
    }
  }

  /** @returns the answer, or why there is none */
  async #attempt(method: string, path: string, { token, body, key }: Request, patience: number): Promise<Answer | string> {
    try {
      const response = await fetch(this.#gateway + path, {
        method,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(key && { 'idempotency-key': key }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(patience),
      });
      const text = await response.text();
      if (MAY_BE_RETRIED.has(response.status)) return String(response.status);
      return { status: response.status, body: text && /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text };
    } catch (error) {
      return (error as Error).name === 'TimeoutError' ? 'no answer in time' : 'no connection';
    }
  }
}
