import type { AccountDocument, OrderDocument } from './documents.ts';
import { problemText } from './gateway.ts';
import { amountText } from './money.ts';
import type { Person } from './person.ts';
import { ADDRESS } from './rehearsal-kitchen.ts';
import type { Stage } from './stage.ts';
import { eventually } from './eventually.ts';
import type { SeenMessage } from './wiretap.ts';

export interface OrderRequest {
  readonly restaurantId: string;
  readonly lineItems: readonly { readonly menuItemId: string; readonly quantity: number }[];
  readonly deliveryAddress: object;
  readonly deliveryTime?: string;
}

/** What is left of an order everywhere when its story is over. */
export interface Ending {
  readonly order: OrderDocument;
  /** None where FTGO does not know the consumer. */
  readonly account?: AccountDocument;
  readonly ticket: string;
  readonly delivery: string;
}

/** Two vindaloos, unless the story wants something else. */
export const usualOrder = ({ kitchen }: Stage, wish: Partial<OrderRequest> = {}): OrderRequest => ({
  restaurantId: kitchen.id,
  lineItems: [{ menuItemId: kitchen.vindaloo.menuItemId, quantity: 2 }],
  deliveryAddress: ADDRESS,
  ...wish,
});

/** An order that is being told: every message with its key, and its status stream. */
export class OrderStory {
  readonly id: string;
  readonly consumer: Person;
  readonly #stage: Stage;
  readonly #mark: string;
  readonly #stopTelling: () => void;
  readonly #listening = new AbortController();
  #streamed: string[] = [];

  /** Tells of an order that has just been placed, what has already passed included. */
  constructor(stage: Stage, consumer: Person, id: string, mark = '') {
    this.id = id;
    this.#mark = mark;
    this.consumer = consumer;
    this.#stage = stage;
    this.#stopTelling = stage.wiretap.follow(id, (message) => tell(stage, message, mark));
    void this.#listen();
  }

  /** @param mark tells it apart where several orders are told at once */
  static async place(stage: Stage, consumer: Person, wish: Partial<OrderRequest> = {}, mark = ''): Promise<OrderStory> {
    const { narrator } = stage;
    narrator.cue();
    narrator.request('POST /v1/orders');
    const { status, body } = await consumer.tries<OrderDocument>('POST', '/v1/orders', usualOrder(stage, wish));
    if (status !== 201) throw new Error(`The order was answered ${status} ${problemText(body)}`);
    // First what had passed before the answer was here.
    const story = new OrderStory(stage, consumer, body.orderId, mark);
    narrator.answer(`201 ${body.state}  ${amountText(body.orderTotal)}  order ${body.orderId}${mark && `  ${mark}`}`);
    return story;
  }

  /** The states that the status stream has told, in order. */
  get streamed(): readonly string[] {
    return this.#streamed;
  }

  current(): Promise<OrderDocument> {
    return this.consumer.get<OrderDocument>(`/v1/orders/${this.id}`);
  }

  /** Waits for the order to be in the state. */
  reaches(state: string, withinMs?: number): Promise<OrderDocument> {
    return eventually(`order ${this.id} to be ${state}`, async () => {
      const order = await this.current();
      return order.state === state ? order : undefined;
    }, withinMs);
  }

  /** The consumer cancels it, which is accepted. */
  async cancel(): Promise<void> {
    const { narrator } = this.#stage;
    narrator.request(`POST /v1/orders/${this.id}/cancel`);
    const { status, body } = await this.consumer.tries<OrderDocument>('POST', `/v1/orders/${this.id}/cancel`, {});
    narrator.answer(`${status} ${body.state}`);
    narrator.check('the cancellation was accepted', status === 202, `it was answered ${status}`);
  }

  /** The consumer wants other lines, all of them, which is accepted. */
  async revise(lineItems: OrderRequest['lineItems']): Promise<void> {
    const { narrator } = this.#stage;
    narrator.request(`POST /v1/orders/${this.id}/revise`);
    const { status, body } = await this.consumer.tries<OrderDocument>('POST', `/v1/orders/${this.id}/revise`, { lineItems });
    narrator.answer(`${status} ${body.state}`);
    narrator.check('the revision was accepted', status === 202, `it was answered ${status}`);
  }

  /** Waits for the order's saga to be over. */
  settles(): Promise<OrderDocument> {
    return eventually(`the saga of order ${this.id} to be over`, async () => {
      const order = await this.current();
      return ['DONE', 'REFUSED'].includes(order.saga?.state ?? '') ? order : undefined;
    });
  }

  /** The restaurant's staff takes a step with its ticket: accept, reject, preparing, ready. */
  async isHandled(step: string, body?: object): Promise<void> {
    const { narrator, kitchen } = this.#stage;
    narrator.request(`POST /v1/tickets/${this.id}/${step}`);
    const answer = await kitchen.handles(this.id, step, body);
    if (answer.status !== 200) throw new Error(`The step was answered ${answer.status} ${problemText(answer.body)}`);
    narrator.answer(`200 ${[answer.body.state, answer.body.readyBy && `by ${answer.body.readyBy}`].filter(Boolean).join(' ')}`);
  }

  /** Waits until a message of each of these types has passed. */
  async hears(types: readonly string[], withinMs?: number): Promise<void> {
    for (const type of types) {
      await eventually(`${type} of order ${this.id}`, () => this.#stage.wiretap.of(this.id).find((seen) => seen.type === type), withinMs);
    }
  }

  /** Waits until the status stream has told of the state. */
  async streams(state: string, withinMs = 5_000): Promise<void> {
    await eventually(`the status stream of order ${this.id} to tell ${state}`, () => this.#streamed.includes(state) || undefined, withinMs);
  }

  /** Reads the order everywhere, tells it, and tells no more messages after it. */
  async ends(): Promise<Ending> {
    const { narrator, operator, kitchen } = this.#stage;
    this.hush();
    const [order, { status, body }] = await Promise.all([this.current(), this.consumer.tries<AccountDocument>('GET', `/v1/consumers/${this.consumer.id}/account`)]);
    const account = status === 200 ? body : undefined;
    const [ticket, delivery] = await Promise.all([
      stateOf(operator, `/v1/tickets/${this.id}`),
      stateOf(this.consumer, `/v1/deliveries/${this.id}`),
    ]);
    narrator.blank();
    narrator.fact('order', [order.state, order.reason].filter(Boolean).join('  ') + (order.detail ? `  "${order.detail}"` : ''));
    narrator.fact('account', account ? `${amountText(account.held)} held of ${amountText(account.creditLimit)}` : 'none');
    narrator.fact('ticket', ticket + (ticket === 'AWAITING_ACCEPTANCE' ? `  at ${kitchen.name}` : ''));
    narrator.fact('delivery', delivery);
    narrator.blank();
    return { order, account, ticket, delivery };
  }

  hush(): void {
    this.#stopTelling();
    this.#listening.abort();
  }

  async #listen(): Promise<void> {
    const { gateway, narrator } = this.#stage;
    try {
      for await (const order of gateway.events(`/v1/orders/${this.id}/status-stream`, this.consumer.token, this.#listening.signal)) {
        this.#streamed.push(order.state);
        narrator.stream(['status stream:', order.state, order.reason, this.#mark].filter(Boolean).join(' '));
      }
    } catch (error) {
      if (!this.#listening.signal.aborted) narrator.deed(`the status stream broke off: ${(error as Error).message}`);
    }
  }
}

function tell({ narrator }: Stage, { type, channel, body, again, seenAt }: SeenMessage, mark: string): void {
  narrator.message([type, body?.kind ?? body?.reason, mark].filter(Boolean).join(' '), channel + (again ? ' (the same message once more)' : ''), seenAt);
}

async function stateOf(person: Person, path: string): Promise<string> {
  const { status, body } = await person.tries<{ state?: string }>('GET', path);
  return status === 404 ? 'none' : (body.state ?? `(${status} ${problemText(body)})`);
}
