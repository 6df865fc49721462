import { randomUUID } from 'node:crypto';
import { type MessageCodec, type MessageType, messageTypes } from '@ftgo/envelope';
import { NotYet, Refusal } from '@ftgo/refusals';
import { type SagaStep, type StepAttempt, type StepDone, type StepRefused, answers, repliesOn } from '@ftgo/saga-api';
import { type TestDatabase, testDatabase, uniqueName, uniqueTopic } from '@ftgo/testing';
import { type AggregateTable, CoalescingWritePath, SqlExecutor, SqlFault, pgSql } from '@ftgo/write-path';
import { Controller, type Type } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { AnsweringWritePath, MessageContext, OnCommand, OnEvent } from '../src/index.ts';
import { type TestService, testService } from '../src/subscribers/test-service.mother.ts';

export interface Command {
  readonly saga: SagaStep | undefined;
}

const codecOf = (name: string): MessageCodec<Command> => ({
  $type: `ftgo.booking.v1.${name}`,
  encode: (body) => ({ finish: () => Buffer.from(JSON.stringify(body)) }),
  decode: (bytes) => JSON.parse(Buffer.from(bytes).toString()),
  fromJSON: (json) => ({ saga: (json as Command).saga }),
  toJSON: (body) => body,
});

/** Channels that no other test has. */
export async function bookingChannels() {
  const commands = messageTypes(await uniqueTopic('booking.commands'), { Hold: codecOf('Hold'), UndoHold: codecOf('UndoHold') });
  return { commands, replies: repliesOn(await uniqueTopic('traveller.replies')) };
}

export type Channels = Awaited<ReturnType<typeof bookingChannels>>;

type State = 'EXPECTED' | 'FREE' | 'HELD' | 'SOLD';

interface Booking {
  readonly state: State;
  readonly holds: number;
}

const bookings: AggregateTable<Booking> = {
  table: 'bookings',
  columns: { state: 'text', holds: 'integer' },
  toRow: ({ state, holds }) => ({ state, holds }),
  fromRow: ({ state, holds }) => ({ state: state as State, holds: holds as number }),
};

function hold(booking: Booking | undefined): Booking {
  switch (booking?.state) {
    case undefined:
    case 'EXPECTED':
      throw new NotYet('the booking is not there yet');
    case 'FREE':
      return { state: 'HELD', holds: booking.holds + 1 };
    case 'HELD':
      throw new TypeError('held twice');
    case 'SOLD':
      throw new Refusal('conflict', 'BOOKING_SOLD', 'The seat is sold.');
  }
}

function undoHold(booking: Booking | undefined): Booking {
  if (booking?.state !== 'HELD') throw new TypeError('nothing is held');
  return { ...booking, state: 'FREE' };
}

/** The database as one process sees it, which can die between a commit and its answer. */
class Database extends SqlExecutor {
  #diesAfterItsWrite = false;
  readonly #unanswered: ((error: Error) => void)[] = [];
  isDead = false;

  readonly #sql: SqlExecutor;

  constructor({ pool }: TestDatabase) {
    super();
    this.#sql = pgSql(pool);
  }

  dieAfterTheNextCommit(): void {
    this.#diesAfterItsWrite = true;
  }

  bury(): void {
    for (const reject of this.#unanswered.splice(0)) reject(new SqlFault('the connection was lost', undefined, undefined));
  }

  override async query<T>(sql: string, params: readonly unknown[]): Promise<T[]> {
    if (this.isDead) return this.#noAnswer();
    const rows = await this.#sql.query<T>(sql, params);
    if (this.#diesAfterItsWrite && sql.includes('insert into inbox')) this.isDead = true;
    return this.isDead ? this.#noAnswer() : rows;
  }

  #noAnswer(): Promise<never> {
    return new Promise((_, reject) => this.#unanswered.push(reject));
  }
}

export interface Participant {
  readonly service: TestService;
  readonly database: Database;
}

/** A service that holds seats for sagas, on a database and channels of its own. */
export class Bookings {
  readonly #instances: Participant[] = [];
  readonly #name = uniqueName('booking');

  private constructor(
    readonly channels: Channels,
    readonly db: TestDatabase,
  ) {}

  static async open(): Promise<Bookings> {
    const [channels, db] = await Promise.all([bookingChannels(), testDatabase()]);
    await db.query('create table bookings (id uuid primary key, version integer not null, state text not null, holds integer not null)');
    await db.query('create table trips (id uuid primary key, version integer not null, awaited jsonb, heard jsonb not null)');
    return new Bookings(channels, db);
  }

  /** Starts one more instance. */
  async start(): Promise<Participant> {
    const { commands } = this.channels;
    const database = new Database(this.db);
    const writePath = new AnsweringWritePath(new CoalescingWritePath(database));
    const change = (decide: (booking: Booking | undefined) => Booking, { message: { key }, cause }: MessageContext) =>
      writePath.update([{ table: bookings, id: key }], (booking) => ({ states: [decide(booking)] }), cause);

    @Controller()
    class Commands {
      @OnCommand('booking', commands.Hold)
      hold(@Payload() _: Command, @Ctx() context: MessageContext): Promise<void> {
        return change(hold, context);
      }

      @OnCommand('booking', commands.UndoHold)
      undoHold(@Payload() _: Command, @Ctx() context: MessageContext): Promise<void> {
        return change(undoHold, context);
      }
    }
    const service = await testService([Commands as Type], { name: this.#name, writePath: () => writePath });
    const instance = { service, database };
    this.#instances.push(instance);
    return instance;
  }

  async booking(state: State): Promise<string> {
    const id = randomUUID();
    await this.put(id, state);
    return id;
  }

  async put(id: string, state: State): Promise<void> {
    await this.db.query('insert into bookings values ($1, 1, $2, 0) on conflict (id) do update set state = $2, version = bookings.version + 1', [id, state]);
  }

  async stateOf(id: string): Promise<Booking | undefined> {
    const [booking] = await this.db.query<Booking>('select state, holds from bookings where id = $1', [id]);
    return booking;
  }

  /** The replies of a key as they lie in the outbox, in order. */
  async repliesTo(key: string): Promise<{ type: string; body: StepDone & Partial<StepRefused>; causation_id: string; correlation_id: string; commit: string }[]> {
    const rows = await this.db.query<any>(
      'select type, payload, causation_id, correlation_id, xmin::text as commit from outbox where key = $1 and channel = $2 order by seq',
      [key, this.channels.replies.StepDone.channel],
    );
    return rows.map(({ type, payload, ...rest }) => ({ type: type.split('.').at(-2), body: JSON.parse(payload), ...rest }));
  }

  /** Carries the replies to a key from the outbox to the broker. What relays do beyond that, `libs/outbox` has contracts for. */
  async carry(key: string, { service }: Participant): Promise<void> {
    const rows = await this.db.query<any>('select id, type, payload, causation_id from outbox where key = $1 order by seq', [key]);
    const { StepDone, StepRefused } = this.channels.replies;
    for (const { id, type, payload, causation_id: causationId } of rows) {
      const reply = [StepDone, StepRefused].find(({ name }) => name === type)!;
      await service.sendRaw(reply as MessageType<unknown>, key, payload, { id, causationId });
    }
  }

  deadLetters(key: string): Promise<{ error_class: string }[]> {
    return this.db.query('select error_class from dead_letters where key = $1', [key]);
  }

  async close(): Promise<void> {
    for (const { database } of this.#instances) database.bury();
    await Promise.all(this.#instances.map(({ service }) => service.close()));
    await this.db.drop();
  }
}

interface Trip {
  readonly awaited?: StepAttempt;
  readonly heard: readonly string[];
}

const trips: AggregateTable<Trip> = {
  table: 'trips',
  columns: { awaited: 'jsonb', heard: 'jsonb' },
  toRow: ({ awaited, heard }) => ({ awaited, heard }),
  fromRow: ({ awaited, heard }) => ({ awaited: (awaited as StepAttempt | null) ?? undefined, heard: heard as string[] }),
};

/** Who commands: trips that ask for seats to be held, and hear what came of it. */
export class Traveller {
  readonly #writePath: CoalescingWritePath;
  service!: TestService;

  constructor(
    private readonly channels: Channels,
    private readonly db: TestDatabase,
  ) {
    this.#writePath = new CoalescingWritePath(new Database(db));
  }

  async start(): Promise<void> {
    const { replies } = this.channels;
    const hears = (what: string, { saga }: { saga: SagaStep | undefined }, { message: { key }, cause }: MessageContext) =>
      this.#writePath.update(
        [{ table: trips, id: key }],
        (trip) => (saga && answers(saga, trip?.awaited) ? { states: [{ awaited: undefined, heard: [...trip!.heard, what] }] } : {}),
        cause,
      );
    @Controller()
    class Replies {
      @OnEvent('traveller', replies.StepDone)
      done(@Payload() reply: StepDone, @Ctx() context: MessageContext): Promise<void> {
        return hears('done', reply, context);
      }

      @OnEvent('traveller', replies.StepRefused)
      refused(@Payload() reply: StepRefused, @Ctx() context: MessageContext): Promise<void> {
        return hears(reply.code, reply, context);
      }
    }
    this.service = await testService([Replies as Type], { writePath: () => this.#writePath as any });
  }

  /** Waits for the reply to a step. */
  async awaits(id: string, awaited: SagaStep): Promise<void> {
    const cause = { kind: 'request', correlationId: 'correlation-1' } as const;
    await this.#writePath.update([{ table: trips, id }], (trip) => ({ states: [{ heard: [], ...trip, awaited }] }), cause);
  }

  async heard(id: string): Promise<readonly string[]> {
    const [trip] = await this.db.query<Trip>('select heard from trips where id = $1', [id]);
    return trip?.heard ?? [];
  }
}

export const aStep = (given: Partial<SagaStep> = {}): SagaStep => ({ sagaId: randomUUID(), step: 'HOLD', attempt: 1, undoes: '', ...given });
/** The step that takes a hold back. */
export const undoing = ({ sagaId }: SagaStep): SagaStep => ({ sagaId, step: 'UNDO_HOLD', attempt: 1, undoes: 'HOLD' });
