import { randomBytes } from 'node:crypto';
import type { Problem } from './documents.ts';
import { eventually } from './eventually.ts';
import { type Answer, problemText } from './gateway.ts';
import { type Person, signIn } from './person.ts';
import type { Stage } from './stage.ts';

/** A courier of a story's own, who does what the story says. */
export class Courier {
  readonly #stage: Stage;
  readonly #person: Person;

  private constructor(stage: Stage, person: Person) {
    this.#stage = stage;
    this.#person = person;
  }

  static async hire(stage: Stage, name: string): Promise<Courier> {
    const email = `${name.toLowerCase()}-${randomBytes(5).toString('hex')}@demo.ftgo.example`;
    const password = randomBytes(12).toString('base64url');
    await stage.operator.post('/v1/couriers', { name, email, password });
    const person = await signIn(stage.gateway, name, email, password);
    if (!person) throw new Error(`${name} was hired and cannot sign in`);
    return new Courier(stage, person);
  }

  get name(): string {
    return this.#person.name;
  }

  async isOnDuty(available: boolean): Promise<void> {
    await this.#person.put(`/v1/couriers/${this.#person.id}/availability`, { available });
  }

  /** Says yes to the offer of the order as soon as it is seen. */
  async accepts(orderId: string): Promise<void> {
    await this.#sees(orderId);
    await this.#takes('accept-offer', orderId);
  }

  /** Says no to it. */
  async declines(orderId: string): Promise<void> {
    await this.#sees(orderId);
    await this.#takes('decline-offer', orderId);
  }

  async #sees(orderId: string): Promise<void> {
    await eventually(`an offer of order ${orderId} to ${this.name}`, async () => ((await this.#isOffered(orderId)) ? true : undefined), 60_000);
  }

  /** A step with an order: an offer's answer, pick-up, deliver. */
  async tries(step: string, orderId: string): Promise<Answer<Problem>> {
    const { narrator } = this.#stage;
    narrator.request(`POST /v1/deliveries/${orderId}/${step}  (${this.name})`);
    const answer = await this.#person.tries<Problem>('POST', `/v1/deliveries/${orderId}/${step}`, {});
    narrator.answer([answer.status, answer.body?.code].filter(Boolean).join(' '));
    return answer;
  }

  async #takes(step: string, orderId: string): Promise<void> {
    const { status, body } = await this.tries(step, orderId);
    if (status >= 300) throw new Error(`The step was answered ${status} ${problemText(body)}`);
  }

  picksUp(orderId: string): Promise<void> {
    return this.#takes('pick-up', orderId);
  }

  delivers(orderId: string): Promise<void> {
    return this.#takes('deliver', orderId);
  }

  async hasInPlan(orderId: string): Promise<boolean> {
    return this.#lists('plan', 'stops', orderId);
  }

  #isOffered(orderId: string): Promise<boolean> {
    return this.#lists('offers', 'offers', orderId);
  }

  async #lists(what: string, field: 'stops' | 'offers', orderId: string): Promise<boolean> {
    const found = await this.#person.get<Partial<Record<typeof field, readonly { readonly orderId: string }[]>>>(`/v1/couriers/${this.#person.id}/${what}`);
    return found[field]!.some((each) => each.orderId === orderId);
  }
}
