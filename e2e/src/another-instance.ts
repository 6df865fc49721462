import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { bundleFile } from '../../infra/bundle-file.ts';
import type { DatabaseService } from '../../infra/databases.ts';
import { stack } from './ftgo.ts';

/** A process of a service beside those of the stack: it shares their work as a member of their groups, with settings of its own. */
export class AnotherInstance {
  private constructor(private readonly process: ChildProcess) {}

  static start(service: DatabaseService, settings: Record<string, string>): AnotherInstance {
    const env = {
      ...process.env,
      NODE_ENV: 'production',
      NODE_OPTIONS: '',
      FTGO_INSTANCE_ID: `${service}-of-the-test`,
      FTGO_DATABASE_URL: stack.databaseUrls[service],
      FTGO_KAFKA_BROKERS: stack.kafkaBrokers.join(','),
      FTGO_JWKS_URL: `${stack.gatewayUrl}/.well-known/jwks.json`,
      FTGO_LOG_LEVEL: 'silent',
      ...settings,
    };
    return new AnotherInstance(spawn(process.execPath, [bundleFile(service)], { env, stdio: ['ignore', 'ignore', 'inherit'] }));
  }

  /** Ends it as a rollout does: what it has begun it finishes. */
  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await ended;
  }
}
