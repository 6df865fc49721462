import { randomUUID } from 'node:crypto';
import { eventually } from '@ftgo/testing';
import type { World } from '../harness/world.ts';

const VIEWS = '/v1/operations/views';

export interface Generation {
  readonly view: string;
  readonly generation: number;
  readonly state: 'ACTIVE' | 'BUILDING';
  readonly read: number;
  readonly total: number;
}

/** Who looks after views, through the public API. */
export class ViewOperator {
  private readonly gateway: URL;
  private readonly token: string;

  private constructor(gateway: URL, token: string) {
    this.gateway = gateway;
    this.token = token;
  }

  static async at(world: World, gateway: URL): Promise<ViewOperator> {
    return new ViewOperator(gateway, await world.tokenOf(randomUUID(), 'operator'));
  }

  /** Waits until the view that is read from has heard all of so many messages. */
  async hasRead(view: string, messages: number, within: number): Promise<void> {
    const heard = async (): Promise<void> => {
      const { read, total } = (await this.generations(view))[0] ?? { read: 0, total: 0 };
      if (total < messages || read < total) throw new Error(`${read} of ${total} messages have been read`);
    };
    await eventually(heard, { within, every: 500 });
  }

  /** Has it made again, and waits until the new rows are read from. @returns the seconds that it took */
  async rebuild(view: string, within: number): Promise<number> {
    const began = performance.now();
    const generations = await this.ask('POST', `${VIEWS}/${view}/rebuild`);
    const wanted = generations.find(({ state }) => state === 'BUILDING')!.generation;
    const switched = async (): Promise<void> => {
      const [active] = await this.generations(view);
      if (active?.generation !== wanted) throw new Error('The view is being made');
    };
    await eventually(switched, { within, every: 250 });
    return (performance.now() - began) / 1000;
  }

  private async generations(view: string): Promise<Generation[]> {
    return (await this.ask('GET', VIEWS)).filter((each) => each.view === view);
  }

  private async ask(method: 'GET' | 'POST', path: string): Promise<Generation[]> {
    const isPost = method === 'POST';
    const headers = { authorization: `Bearer ${this.token}`, ...(isPost && { 'content-type': 'application/json' }) };
    const answer = await fetch(new URL(path, this.gateway), { method, headers, ...(isPost && { body: '{}' }) });
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`);
    return ((await answer.json()) as { generations: Generation[] }).generations;
  }
}
