import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
// The package's own entry imports the .wasm as a module, which needs a flag in some of the runtimes that we use.
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';

interface Migration {
  readonly name: string;
  readonly sql: string;
}

const workspaceRoot = resolve(import.meta.dirname, '..', '..', '..');

/** The tables that every service has: inbox, outbox, dead letters. Applied before the service's own. */
export const runtimeMigrations = join(workspaceRoot, 'libs', 'write-path', 'migrations');

export const serviceMigrations = (service: string): string => join(workspaceRoot, 'services', service, 'prisma', 'migrations');

/** The migrations of a folder, `<name>/migration.sql` each, by name. */
const read = (folder: string): Migration[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => ({ name, sql: readFileSync(join(folder, name, 'migration.sql'), 'utf8') }))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
    : [];

/** What we need of WebAssembly, which TypeScript knows for browsers only. */
interface WebAssemblyOfTheEngine {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
}

/** A migration could not be applied; what of it was done is undone. */
export class MigrationFailed extends Error {
  override readonly name = 'MigrationFailed';
}

let loaded: Promise<void> | undefined;

const load = async (): Promise<void> => {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: WebAssemblyOfTheEngine };
  // The engine never clears the timer that bounds its wait for the lock: 10 s in which this process could not end.
  const imports = Object.fromEntries(
    Object.entries(engine).map(([name, value]) => [
      name,
      name.startsWith('__wbg_setTimeout') ? (then: () => void, delay: number) => setTimeout(then, delay).unref() : value,
    ]),
  );
  const { instance } = await wasm.instantiate(readFileSync(join(folder, 'schema_engine_bg.wasm')), { './schema_engine_bg.js': imports });
  (engine as unknown as { __wbg_set_wasm: (exports: unknown) => void }).__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
};

/**
 * Whether all migrations of these folders, as they are written now, were applied.
 *
 * @throws Error where the database cannot be reached
 */
export const isMigrated = (url: string, folders: readonly string[]): Promise<boolean> => isUpToDate(url, folders.flatMap(read));

/** Then the engine, a second's work to load, is not needed. */
const isUpToDate = async (url: string, migrations: readonly Migration[]): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ migration_name: string; checksum: string }>(
      `select migration_name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null`,
    );
    const applied = new Set(rows.map(({ migration_name: name, checksum }) => `${name} ${checksum}`));
    return migrations.every(({ name, sql }) => applied.has(`${name} ${createHash('sha256').update(sql).digest('hex')}`));
  } catch {
    // No such table yet.
    return false;
  } finally {
    await client.end();
  }
};

/**
 * Prisma's adapter cuts a script at every semicolon, also in the body of a function. PostgreSQL takes a script whole, and as one
 * transaction: a migration is applied or it is not.
 */
const wholeScripts = (url: string): { factory: PrismaPg; close: () => Promise<void> } => {
  const pools: { end(): Promise<void> }[] = [];
  // One connection: the engine's advisory lock belongs to a session.
  const factory = new PrismaPg({ connectionString: url, max: 1 });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const connected = await connect();
    const pool = connected.underlyingDriver();
    pools.push(pool);
    connected.executeScript = async (script) => {
      await pool.query(script);
    };
    return connected;
  };
  return { factory, close: async () => void (await Promise.all(pools.map((pool) => pool.end()))) };
};

/**
 * Applies what is missing of the folders' migrations, in the order of the list, by Prisma's own engine (compiled to WebAssembly,
 * so that nothing is downloaded at run time); the same `_prisma_migrations` table as Prisma's CLI. Safe to repeat and to race:
 * the engine takes an advisory lock.
 *
 * @returns the names of the migrations that were applied now
 * @throws MigrationFailed
 */
export const migrate = async (url: string, folders: readonly string[]): Promise<string[]> => {
  const migrations = folders.flatMap(read);
  if (migrations.length === 0) return [];
  if (await isUpToDate(url, migrations)) return [];
  await (loaded ??= load());
  const { factory, close } = wholeScripts(url);
  const schemaEngine = await engine.SchemaEngine.new(
    { datamodels: [['schema.prisma', 'datasource db {\n  provider = "postgresql"\n}\n']] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  try {
    const { appliedMigrationNames } = await schemaEngine.applyMigrations({
      migrationsList: {
        baseDir: '',
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new MigrationFailed(`The migrations of ${new URL(url).pathname.slice(1)} could not be applied: ${said}`);
  } finally {
    schemaEngine.free();
    await close();
  }
};
