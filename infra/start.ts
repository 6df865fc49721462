// `npm start`: the whole system on this machine, until Ctrl-C.
import { Problem } from './problem.ts';
import { demoPassword, operatorEmail } from './operator.ts';
import { startStack } from './stack.ts';
import type { Stack } from './stack.ts';
import { loadDemoData } from './demo-data/load.ts';

const began = performance.now();
const progress = (line: string): void => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}`);

let stack: Stack | undefined;
let stopping = false;

const stop = async (why: string): Promise<void> => {
  // Before the stack is up there is nothing to hand over to: its start ends by itself, then this does.
  if (stopping) return;
  stopping = true;
  if (!stack) return;
  console.log(`\n${why}: stopping the services, then Kafka and PostgreSQL`);
  await stack.stop();
  console.log('Stopped. The data is kept; `npm run reset` clears it.');
  process.exit(0);
};

process.on('SIGINT', () => void stop('Ctrl-C'));
process.on('SIGTERM', () => void stop('SIGTERM'));
process.on('SIGHUP', () => void stop('The terminal went away'));
// The bootstrap that started us is gone: whoever ended it wanted an end.
process.on('disconnect', () => void stop('The starting process went away'));

const number = (name: string): number | undefined => {
  const text = process.env[name];
  if (!text) return undefined;
  if (!/^\d{1,5}$/.test(text)) throw new Problem(`${name} must be a number of at most five digits, not "${text}".`);
  return Number(text);
};

try {
  stack = await startStack({
    portOffset: number('FTGO_PORT_OFFSET'),
    gatewayPort: number('FTGO_GATEWAY_PORT'),
    postgresUrl: process.env['FTGO_POSTGRES_URL'],
    kafkaBrokers: process.env['FTGO_KAFKA_BROKERS'],
    keepsKafkaClasses: true,
    progress,
  });
  if (stopping) {
    await stack.stop();
    process.exit(0);
  }
  await loadDemoData(stack.state, progress);
  const { gatewayUrl, serviceUrls, kafkaBrokers, ports, logs, processes } = stack.state;
  console.log(`
FTGO is ready after ${((performance.now() - began) / 1000).toFixed(1)} s.

  Gateway     ${gatewayUrl}   API: ${gatewayUrl}/docs
  Services    ${Object.entries(serviceUrls)
    .map(([name, url]) => `${name} ${url}`)
    .join('  ')}
  Kafka       ${kafkaBrokers.join(',')}
  PostgreSQL  ${process.env['FTGO_POSTGRES_URL'] ? 'the given one' : `127.0.0.1:${ports.postgres}`}
  Logs        ${logs}   (npm run logs [service])
  Processes   ${processes.map(({ name, pid }) => `${name} ${pid}`).join('  ')}

  Sign-ins (password ${demoPassword})
    jane@ftgo.example     consumer
    ajanta@ftgo.example   restaurant
    kim@ftgo.example      courier
    ${operatorEmail}      operator

  Next: npm run demo. Ctrl-C stops everything and keeps the data.`);
} catch (error) {
  console.error(error instanceof Problem ? `\n${error.message}` : error);
  await stack?.stop();
  process.exit(1);
}
