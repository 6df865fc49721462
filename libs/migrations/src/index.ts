export { MigrationFailed, isMigrated, migrate, runtimeMigrations, serviceMigrations } from './migrate.ts';
