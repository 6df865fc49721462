import { tailMessages } from '../messages/tail-messages.ts';

/** A message as it passed. */
export interface SeenMessage {
  /** Without domain and version: OrderCreated. */
  readonly type: string;
  /** `ce_id`. */
  readonly id: string;
  readonly key: string;
  readonly channel: string;
  readonly partition: number;
  readonly offset: string;
  readonly body: { readonly reason?: string; readonly kind?: string; readonly saga?: { readonly step: string; readonly attempt: number } };
  /** By `performance.now()`. */
  readonly seenAt: number;
  /** The same message had been seen before: delivery is at least once. */
  readonly again: boolean;
}

type Listener = (message: SeenMessage) => void;

/** Hears every message from the moment it is set, and keeps them by key. */
export class Wiretap {
  readonly #byKey = new Map<string, SeenMessage[]>();
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #ids = new Set<string>();

  #stop: () => Promise<void> = async () => undefined;

  /** Resolves when everything that is sent from now on will be heard. */
  static async on(brokers: readonly string[]): Promise<Wiretap> {
    const wiretap = new Wiretap();
    const tail = await tailMessages({
      brokers,
      onMessage: ({ type, id, key, channel, partition, offset, body }) =>
        wiretap.#hear({ type: type.split('.').at(-2) ?? type, id, key, channel, partition, offset, body }),
    });
    wiretap.#stop = () => tail.stop();
    return wiretap;
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  #hear(heard: Omit<SeenMessage, 'seenAt' | 'again'>): void {
    const message = { ...heard, seenAt: performance.now(), again: this.#ids.has(heard.id) };
    this.#ids.add(message.id);
    const known = this.#byKey.get(message.key) ?? [];
    known.push(message);
    this.#byKey.set(message.key, known);
    for (const listener of this.#listeners.get(message.key) ?? []) listener(message);
  }

  of(key: string): readonly SeenMessage[] {
    return this.#byKey.get(key) ?? [];
  }

  /** Tells what has passed with this key, and what passes from now on. @returns ends it. */
  follow(key: string, listener: Listener): () => void {
    for (const message of this.of(key)) listener(message);
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return () => void listeners.delete(listener);
  }
}
