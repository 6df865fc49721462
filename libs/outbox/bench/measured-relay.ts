/** A relay in a process of its own, so that what it costs is its own. Forked by `relay.bench.ts`. */
import { LogTailingRelay, PollingRelay } from '../src/index.ts';
import { PlainProducer } from '../test/plain-producer.ts';

/** What the relay is told, and what it answers: a command is answered when it is done. */
export type Command = 'start' | 'stop' | 'report';

export interface Report {
  readonly role: string;
  readonly sent: number;
  /** Microseconds of this process so far. */
  readonly cpu: number;
  readonly residentBytes: number;
}

const [every, databaseUrl, brokers] = process.argv.slice(2) as [string, string, string];
const producer = await PlainProducer.connected(brokers.split(','));
const options = { databaseUrl, source: '/ftgo/bench-service', producer };
const relay = every === 'tailing' ? new LogTailingRelay(options) : new PollingRelay({ ...options, every: Number(every) });

const report = (): Report => {
  const { user, system } = process.cpuUsage();
  const { role, sentTotal } = relay.status();
  return { role, sent: sentTotal, cpu: user + system, residentBytes: process.memoryUsage.rss() };
};

process.on('message', (command: Command) => {
  const done = command === 'start' ? relay.start() : command === 'stop' ? relay.stop() : Promise.resolve();
  void done.then(() => process.send!(report()));
});
process.on('disconnect', () => process.exit());
process.send!(report());
