import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { testDatabase, testKafka, uniqueTopic } from './index.ts';

describe('the servers for tests', () => {
  it('give each test a database of its own, with logical replication', async () => {
    const one = await testDatabase({ migrations: [] });
    const two = await testDatabase({ migrations: [] });
    await one.query('create table orders (id int)');
    await expect(two.query('select * from orders')).rejects.toThrow(/does not exist/);
    expect(await one.query('show wal_level')).toEqual([{ wal_level: 'logical' }]);
    await one.query(`select pg_create_logical_replication_slot('${one.name}', 'pgoutput')`);
    await one.drop();
    await two.drop();
  });

  it('apply migrations, functions with semicolons included', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'migrations-'));
    mkdirSync(join(folder, '0001_answer'));
    writeFileSync(
      join(folder, '0001_answer', 'migration.sql'),
      'create function answer() returns int language plpgsql as $$ declare a int; begin a := 42; return a; end $$;',
    );
    const database = await testDatabase({ migrations: [folder] });
    expect(await database.query('select answer()')).toEqual([{ answer: 42 }]);
    expect(await database.query('select migration_name from _prisma_migrations')).toEqual([{ migration_name: '0001_answer' }]);
    await database.drop();
  });

  it('give each test a topic of its own', async () => {
    const { brokers } = await testKafka();
    expect(brokers).not.toHaveLength(0);
    expect(await uniqueTopic('orders', { partitions: 3 })).not.toBe(await uniqueTopic('orders'));
  });
});
