import { expect } from '@jest/globals';
import { type TestDatabase, eventually } from '@ftgo/testing';

/** Lets orders wait in the middle of being placed. Not for a lock: that the service gives up after a moment, and this as late as a statement. */
export class HeldOrders {
  private constructor(private readonly database: TestDatabase) {}

  static async in(database: TestDatabase): Promise<HeldOrders> {
    await database.query('create table held ()');
    await database.query(
      `create function wait() returns trigger language plpgsql as
        $$ begin while exists (select from held) loop perform pg_sleep(0.01); end loop; return new; end $$`,
    );
    await database.query('create trigger wait before insert on orders for each row execute function wait()');
    return new HeldOrders(database);
  }

  async hold(): Promise<void> {
    await this.database.query('insert into held default values');
  }

  async letGo(): Promise<void> {
    await this.database.query('delete from held');
  }

  /** Waits until an order waits. */
  async oneWaits(): Promise<void> {
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`;
    await eventually(async () => expect(await this.database.query(waiting)).toHaveLength(1));
  }
}
