import { eventually, uniqueName } from '@ftgo/testing';
import { Child } from './child.ts';
import { LabDatabase } from './lab-database.ts';
import { LabTopic } from './lab-topic.ts';
import type { Guarantee, Loss, ReceiverSays, ReceiverSettings, SenderSays, SenderSettings, Step } from './wire.ts';

/** Where a lab plays: the servers of the running stack, or those for tests. */
export interface Servers {
  readonly kafkaBrokers: readonly string[];
  /** A superuser's. */
  readonly postgresUrl: string;
}

export type Receiver = Child<ReceiverSays>;

/** A topic, a group and a database of one run's own on real servers, and the processes that use them. */
export class Ground {
  readonly #brokers: readonly string[];
  readonly #service: string;
  readonly #topic: LabTopic;
  readonly #database: LabDatabase;
  readonly #children: Child<string>[] = [];

  private constructor(brokers: readonly string[], service: string, topic: LabTopic, database: LabDatabase) {
    this.#brokers = brokers;
    this.#service = service;
    this.#topic = topic;
    this.#database = database;
  }

  static async open({ kafkaBrokers, postgresUrl }: Servers, { partitions }: { partitions: number }): Promise<Ground> {
    const name = uniqueName('lab');
    const topic = await LabTopic.create(kafkaBrokers, name, partitions);
    return new Ground(kafkaBrokers, name, topic, await LabDatabase.create(postgresUrl, name));
  }

  /** Starts one more member of the group, which has joined when this resolves. */
  async receiver(guarantee: Guarantee, habits: Pick<ReceiverSettings, 'work' | 'halt'> = {}): Promise<Receiver> {
    const settings: ReceiverSettings = {
      guarantee,
      brokers: this.#brokers,
      databaseUrl: this.#database.url,
      topic: this.#topic.name,
      service: this.#service,
      ...habits,
    };
    const receiver = await this.#start<ReceiverSays>('receiver', settings);
    await receiver.says('joined');
    return receiver;
  }

  async sender({ keyed = true } = {}): Promise<Sender> {
    const settings: SenderSettings = { brokers: this.#brokers, topic: this.#topic.name, keyed };
    return new Sender(await this.#start<SenderSays>('sender', settings));
  }

  /** Waits until the group has committed everything that was sent. */
  async allRead(): Promise<void> {
    await eventually(() => this.#topic.requireReadBy(this.#service), { within: 60_000, every: 100 });
  }

  /** Besides, ends the group's members: nothing is under way any more. */
  async settled(): Promise<void> {
    await this.allRead();
    await this.#endAll();
  }

  /** The steps of each aggregate, in the order in which they had their effect. */
  handled(): Promise<ReadonlyMap<string, readonly number[]>> {
    return this.#database.handled();
  }

  /** Leaves nothing behind. */
  async close(): Promise<void> {
    await this.#endAll();
    await Promise.all([this.#topic.remove(this.#service), this.#database.drop()]);
  }

  async #start<Says extends string>(program: 'receiver' | 'sender', settings: object): Promise<Child<Says>> {
    const child = await Child.start<Says>(program, settings);
    this.#children.push(child as unknown as Child<string>);
    return child;
  }

  async #endAll(): Promise<void> {
    await Promise.all(this.#children.splice(0).map((child) => child.end()));
  }
}

/** Sends one batch after another. */
export class Sender {
  readonly #child: Child<SenderSays>;

  constructor(child: Child<SenderSays>) {
    this.#child = child;
  }

  /** @returns what the sender can know of it: whether the broker acknowledged. */
  async send(steps: readonly Step[], lose?: Loss): Promise<SenderSays> {
    this.#child.tell({ steps, lose });
    return this.#child.answer();
  }
}
