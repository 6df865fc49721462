import { eventually } from '../demo/eventually.ts';

/** A message type of the published language, or its name, which may be short: `OrderCreated`. */
export type Type = string | { readonly name: string };

type Action =
  | { readonly kind: 'drop' | 'double' }
  | { readonly kind: 'hold'; readonly until?: string }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'reorder'; readonly next: number; readonly within?: number };

interface Wish {
  readonly match: { readonly type?: string; readonly key?: string; readonly for?: string; readonly says?: string };
  readonly action: Action;
  readonly times?: number;
  readonly probability?: number;
  readonly seed?: number;
}

interface RuleState {
  readonly id: string;
  readonly took: number;
  readonly holding: number;
}

/**
 * The message router's commands as sentences. What is said holds from when it was awaited:
 * `await router.hold(TicketCreated).of(orderId)`, `await router.deliver(TicketCreated).before(ConsumerVerified)`.
 */
export class RouterClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Keeps messages back until they are released. Without a type: all of them. */
  hold(type?: Type): Sentence {
    return this.#sentence(type, { kind: 'hold' });
  }

  /** Keeps everything from a listener: to the others it is silent. */
  silence(listener: string): Sentence {
    return this.hold().for(listener);
  }

  double(type: Type): Sentence {
    return this.#sentence(type, { kind: 'double' });
  }

  drop(type: Type): Sentence {
    return this.#sentence(type, { kind: 'drop' });
  }

  delay(type: Type): { by(ms: number): Sentence } {
    return { by: (ms) => this.#sentence(type, { kind: 'delay', ms }) };
  }

  /** Lets the next messages of the same key go first. */
  reorder(type: Type): { withNext(next: number, withinMs?: number): Sentence } {
    return { withNext: (next, within) => this.#sentence(type, { kind: 'reorder', next, within }) };
  }

  /** Keeps the second back until the first of the same key has gone to the same listener. */
  deliver(first: Type): { before(second: Type): Sentence } {
    return { before: (second) => this.#sentence(second, { kind: 'hold', until: nameOf(first) }) };
  }

  /** Lets everything go that is held, by whatever rule; the rules stay. @returns how many messages */
  async release(order: 'kept' | 'reversed' = 'kept'): Promise<number> {
    return (await this.ask<{ released: number }>('POST', '/release', { order })).released;
  }

  /** Takes all rules out of force and lets go what they hold. */
  async reset(): Promise<void> {
    await this.ask('DELETE', '/rules');
  }

  /** @throws Error with the router's problem where it says no. */
  async ask<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(new URL(path, this.#url), {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as T & { title?: string; detail?: string };
    if (!response.ok) throw new Error(`The router says ${response.status} ${answer.title}${answer.detail ? `: ${answer.detail}` : ''}`);
    return answer;
  }

  #sentence(type: Type | undefined, action: Action): Sentence {
    return new Sentence(this, { match: type === undefined ? {} : { type: nameOf(type) }, action });
  }
}

/** What is to be done, not yet said; awaiting says it. */
export class Sentence implements PromiseLike<StandingRule> {
  readonly #router: RouterClient;
  readonly #wish: Wish;

  constructor(router: RouterClient, wish: Wish) {
    this.#router = router;
    this.#wish = wish;
  }

  /** Only messages with this key. */
  of(key: string): Sentence {
    return this.#with({ match: { ...this.#wish.match, key } });
  }

  /** Only messages with this text in their body, as it is written. */
  saying(text: string): Sentence {
    return this.#with({ match: { ...this.#wish.match, says: text } });
  }

  /** Only what goes to this listener; the others hear as usual. */
  for(listener: string): Sentence {
    return this.#with({ match: { ...this.#wish.match, for: listener } });
  }

  /** The next so many messages, and no more. */
  times(times: number): Sentence {
    return this.#with({ times });
  }

  /** The next message, and no more. */
  once(): Sentence {
    return this.times(1);
  }

  /** A share of the messages, 0.05 for one in twenty, by dice that fall alike for the same seed. */
  sometimes(probability: number, seed: number): Sentence {
    return this.#with({ probability, seed });
  }

  then<A = StandingRule, B = never>(said?: ((rule: StandingRule) => A | PromiseLike<A>) | null, refused?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<A | B> {
    return this.#say().then(said, refused);
  }

  async #say(): Promise<StandingRule> {
    const { id } = await this.#router.ask<RuleState>('POST', '/rules', this.#wish);
    return new StandingRule(this.#router, id);
  }

  #with(more: Partial<Wish>): Sentence {
    return new Sentence(this.#router, { ...this.#wish, ...more });
  }
}

/** A rule in force. */
export class StandingRule {
  readonly #router: RouterClient;
  readonly #path: string;

  constructor(router: RouterClient, id: string) {
    this.#router = router;
    this.#path = `/rules/${id}`;
  }

  state(): Promise<RuleState> {
    return this.#router.ask('GET', this.#path);
  }

  /** Waits until it has been applied to so many messages. */
  async took(messages = 1, withinMs?: number): Promise<void> {
    await this.#sees('taken', ({ took }) => took >= messages, messages, withinMs);
  }

  /** Waits until it holds so many messages. */
  async holds(messages = 1, withinMs?: number): Promise<void> {
    await this.#sees('held', ({ holding }) => holding >= messages, messages, withinMs);
  }

  /** Lets go what it holds, and goes on. Resolves when the broker has it. @returns how many messages */
  async release(order: 'kept' | 'reversed' = 'kept'): Promise<number> {
    return (await this.#router.ask<{ released: number }>('POST', `${this.#path}/release`, { order })).released;
  }

  /** Ends it; what it holds is let go. @returns how many messages */
  async lift(): Promise<number> {
    return (await this.#router.ask<{ released: number }>('DELETE', this.#path)).released;
  }

  async #sees(what: string, holds: (state: RuleState) => boolean, messages: number, withinMs = 30_000): Promise<void> {
    await eventually(`${messages} messages to be ${what} by rule ${this.#path}`, async () => holds(await this.state()) || undefined, withinMs);
  }
}

const nameOf = (type: Type): string => (typeof type === 'string' ? type : type.name);
