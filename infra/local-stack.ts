import { demoPassword, operatorEmail } from './operator.ts';
import { loadDemoData } from './demo-data/load.ts';
import { Problem } from './problem.ts';
import { paceOfCouriers, simulatorSpecs } from './simulators/server-spec.ts';
import { startHelp, startOptions } from './start-options.ts';
import { startStack } from './stack.ts';
import type { Stack } from './stack.ts';

const began = performance.now();
const seconds = (): string => ((performance.now() - began) / 1000).toFixed(1);

/** A line of what is going on, with the seconds since the start. */
export const progress = (line: string): void => console.log(`${seconds().padStart(5)} s  ${line}`);

const number = (name: string): number | undefined => {
  const text = process.env[name];
  if (!text) return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 50_000) throw new Problem(`${name} must be a number up to 50000, not "${text}".`);
  return Number(text);
};

const welcome = ({ gatewayUrl, kafkaBrokers, routerUrl, mailsUrl, ports, logs, processes }: Stack['state']): string => `
FTGO is ready after ${seconds()} s.

  Gateway     ${gatewayUrl}   API: ${gatewayUrl}/docs
  Services    ${Object.entries(ports.services)
    .map(([name, all]) => `${name} ${all.map(({ http }) => `http://127.0.0.1:${http}`).join(' ')}`)
    .join('  ')}
  Kafka       ${kafkaBrokers.join(',')}${routerUrl ? `\n  Router      ${routerUrl}   (infra/router/README.md)` : ''}
  PostgreSQL  ${process.env['FTGO_POSTGRES_URL'] ? 'the given one' : `127.0.0.1:${ports.postgres}`}
  Mail        ${mailsUrl ?? 'goes to the given server'}
  Logs        ${logs}   (npm run logs [service])
  Processes   ${processes.map(({ name, pid }) => `${name} ${pid}`).join('  ')}

  Sign-ins (password ${demoPassword})
    jane@ftgo.example     consumer
    ajanta@ftgo.example   restaurant
    kim@ftgo.example      courier
    ${operatorEmail}      operator

  Next: npm run demo. Ctrl-C stops everything and keeps the data.`;

/** Runs the whole system in the foreground, as command line and environment say, until it is told to stop. */
export const runLocalStack = async (onReady: (stack: Stack) => void = () => undefined): Promise<void> => {
  const starting = new AbortController();
  let stack: Stack | undefined;
  let stopping = false;
  const stop = async (why: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    console.log(`\n${why}: stopping the services, then Kafka and PostgreSQL`);
    // A start that is under way clears up after itself.
    if (!stack) return starting.abort();
    await stack.stop();
    console.log('Stopped. The data is kept; `npm run reset` clears it.');
    process.exit(0);
  };
  process.on('SIGINT', () => void stop('Ctrl-C'));
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGHUP', () => void stop('The terminal went away'));
  // The bootstrap that started us is gone: whoever ended it wanted an end.
  process.on('disconnect', () => void stop('The starting process went away'));

  try {
    const { help, size, router, simulators } = startOptions(process.argv.slice(2));
    if (help) {
      console.log(startHelp);
      process.exit(0);
    }
    const kafkaBrokers = process.env['FTGO_KAFKA_BROKERS'];
    if (kafkaBrokers && size.brokers) throw new Problem('--brokers is of the Kafka that is started here, and FTGO_KAFKA_BROKERS names another: leave one out.');
    if (simulators) process.env = { ...paceOfCouriers(simulators.speed), ...process.env };
    stack = await startStack({
      size,
      router,
      portOffset: number('FTGO_PORT_OFFSET'),
      gatewayPort: number('FTGO_GATEWAY_PORT'),
      postgresUrl: process.env['FTGO_POSTGRES_URL'],
      kafkaBrokers,
      mail: !process.env['FTGO_SMTP_URL'],
      keepsKafkaClasses: true,
      signal: starting.signal,
      progress,
    });
    await loadDemoData(stack.state, progress);
    if (simulators) {
      await stack.simulate(simulatorSpecs({ ...stack.state, ...simulators }));
      progress(`Staff and couriers are at work, ${simulators.speed} times as fast as people are (seed ${simulators.seed}; --no-simulators: you are they)`);
    }
    console.log(welcome(stack.state));
    onReady(stack);
  } catch (error) {
    if (stopping) {
      console.log('Stopped. The data is kept; `npm run reset` clears it.');
      process.exit(0);
    }
    console.error(error instanceof Problem ? `\n${error.message}` : error);
    await stack?.stop();
    process.exit(1);
  }
};
