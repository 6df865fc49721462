import { type TestDatabase, testDatabase } from '@ftgo/testing';
import { type AggregateTable, CoalescingWritePath, DeadLetters, PassingFault, type RequestCause, SqlExecutor, SqlFault, pgSql } from '@ftgo/write-path';
import { Controller, Logger, type Type } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { MessageContext, OnEvent, Replays } from '../src/index.ts';
import { type Ping, type TestService, type Types, testService } from '../src/subscribers/test-service.mother.ts';

interface Notebook {
  readonly notes: readonly number[];
}

const notebooks: AggregateTable<Notebook> = {
  table: 'notebooks',
  columns: { notes: 'jsonb' },
  toRow: ({ notes }) => ({ notes }),
  fromRow: ({ notes }) => ({ notes: notes as number[] }),
};

/** The database as one process sees it; dying is what a `kill -9` is to it: no answer any more, and nothing is sent. */
class Database extends SqlExecutor {
  isDead = false;
  #writesLeft = Infinity;
  #isBuried = false;
  readonly #unanswered: ((error: Error) => void)[] = [];

  readonly #sql: SqlExecutor;

  constructor({ pool }: TestDatabase) {
    super();
    this.#sql = pgSql(pool);
  }

  dieAfter(writes: number): void {
    this.#writesLeft = writes;
  }

  /** So that nothing waits beyond the test's end. */
  bury(): void {
    this.#isBuried = true;
    for (const reject of this.#unanswered.splice(0)) reject(lost());
  }

  override async query<T>(sql: string, params: readonly unknown[]): Promise<T[]> {
    if (sql.includes('insert into inbox') && --this.#writesLeft < 0) this.isDead = true;
    if (this.isDead) return this.#isBuried ? Promise.reject(lost()) : new Promise((_, reject) => this.#unanswered.push(reject));
    return this.#sql.query<T>(sql, params);
  }
}

const lost = (): SqlFault => new SqlFault('the connection was lost', undefined, undefined);

/** One instance of the service. */
export interface Instance {
  readonly service: TestService;
  readonly replays: Replays;
  readonly letters: DeadLetters;
  readonly database: Database;
}

/** A service that writes each ping of a key into the key's notebook, in the order in which it has its effect. */
export class Notebooks {
  readonly #instances: Instance[] = [];
  /** What becomes of a ping by its number, in every instance: a fault that is thrown. */
  readonly faults = new Map<number, () => Error | undefined>();

  private constructor(
    private readonly name: string,
    private readonly types: Types,
    readonly db: TestDatabase,
  ) {}

  static async open(name: string, types: Types): Promise<Notebooks> {
    const db = await testDatabase();
    await db.query('create table notebooks (id uuid primary key, version integer not null, notes jsonb not null)');
    return new Notebooks(name, types, db);
  }

  /**
   * Starts one more instance.
   *
   * @param lease of a message that is handled again, in milliseconds
   * @param sweepEvery how often it looks for abandoned keys, in milliseconds
   */
  async start(lease = 30_000, sweepEvery = 50): Promise<Instance> {
    const { faults, types } = this;
    const database = new Database(this.db);
    const writePath = new CoalescingWritePath(database);
    @Controller()
    class Pings {
      @OnEvent('notebooks', types.Ping)
      async onPing(@Payload() { n }: Ping, @Ctx() { message, cause }: MessageContext): Promise<void> {
        const fault = faults.get(n)?.();
        if (fault) throw fault;
        await writePath.update([{ table: notebooks, id: message.key }], (book) => ({ states: [{ notes: [...(book?.notes ?? []), n] }] }), cause);
      }
    }
    const patience = { first: 5, longest: 20, attempts: 3, time: 30 };
    const service = await testService([Pings as Type], { name: this.name, writePath: () => writePath, patience });
    const letters = new DeadLetters(database, writePath, { lease });
    // Who asks is answered when it is done, however slow the machine is.
    const answerWithin = 50_000;
    const replays = new Replays({ letters, handlers: service.subscribers, logger: new Logger('Replays'), patience, sweepEvery, answerWithin });
    replays.start();
    const instance = { service, replays, letters, database };
    this.#instances.push(instance);
    return instance;
  }

  async notesOf(key: string): Promise<number[]> {
    const [book] = await this.db.query<{ notes: number[] }>('select notes from notebooks where id::text = $1', [key]);
    return book?.notes ?? [];
  }

  /** The dead letters of a key, in order. */
  lettersOf(key: string): Promise<{ id: string; state: string; type: string }[]> {
    return this.db.query('select id::text, state, type from dead_letters where key = $1 order by position', [key]);
  }

  async statesOf(key: string): Promise<string[]> {
    return (await this.lettersOf(key)).map(({ state }) => state);
  }

  async close(): Promise<void> {
    const stopped = this.#instances.map(({ replays }) => replays.stop(1_000));
    for (const { database } of this.#instances) database.bury();
    await Promise.all(stopped);
    await Promise.all(this.#instances.map(({ service }) => service.close()));
    await this.db.drop();
  }
}

export const bug = (): Error => new TypeError('undefined is not a function');
export const away = (): Error => new PassingFault('somebody is away');
/** So often, and no more. */
export const times = (count: number, fault: () => Error) => (): Error | undefined => (count-- > 0 ? fault() : undefined);

export const OPERATOR = '00000000-0000-7000-8000-00000000feed';
export const asked: RequestCause = { kind: 'request', correlationId: 'correlation-1' };
