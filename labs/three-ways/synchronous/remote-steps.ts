import { Client, credentials } from '@grpc/grpc-js';
import type { OrderToCheck, Step } from '../steps.ts';
import { type StepAnswer, methodOf, servedBy } from './step-calls.ts';

/** Ten times the product's: a busy machine is to give a slow figure, not a refusal. */
const DEADLINE_MS = 10_000;
const channelOptions = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 1_000 };

/** Has others take steps, and waits for each. */
export class RemoteSteps {
  readonly #clients: Readonly<Record<'consumer' | 'restaurant', Client>>;

  constructor(addresses: Readonly<Record<'consumer' | 'restaurant', string>>) {
    const to = (address: string): Client => new Client(address, credentials.createInsecure(), channelOptions);
    this.#clients = { consumer: to(addresses.consumer), restaurant: to(addresses.restaurant) };
  }

  /** @throws Error where nobody answers in time */
  take(step: Step, order: OrderToCheck): Promise<StepAnswer> {
    const { path, requestSerialize, responseDeserialize } = methodOf(step);
    return new Promise((answer, fail) => {
      this.#clients[servedBy[step]].makeUnaryRequest(path, requestSerialize, responseDeserialize, order, { deadline: Date.now() + DEADLINE_MS }, (error, told) =>
        error ? fail(error) : answer(told!),
      );
    });
  }
}
