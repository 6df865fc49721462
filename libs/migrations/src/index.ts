export { MigrationFailed, migrate, runtimeMigrations, serviceMigrations } from './migrate.ts';
