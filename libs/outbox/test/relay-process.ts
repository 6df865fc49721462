/**
 * A relay in a process of its own, for what only a process can suffer. Prints its role whenever it changes.
 *
 *   node libs/outbox/test/relay-process.ts <log-tailing | polling> <database url> <brokers>
 */
import { LogTailingRelay, PollingRelay } from '../src/index.ts';
import { PlainProducer } from './plain-producer.ts';

const [kind, databaseUrl, brokers] = process.argv.slice(2) as [string, string, string];
const options = { databaseUrl, source: '/ftgo/test-service', producer: await PlainProducer.connected(brokers.split(',')) };
const relay = kind === 'polling' ? new PollingRelay({ ...options, every: 20 }) : new LogTailingRelay(options);

process.stdin.on('close', () => process.exit()).resume();
let told = '';
setInterval(() => {
  const { role } = relay.status();
  if (role !== told) console.log((told = role));
}, 5);
await relay.start();
