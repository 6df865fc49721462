import { parseArgs } from 'node:util';
import { databaseServices } from './databases.ts';
import type { DatabaseService } from './databases.ts';
import { Problem } from './problem.ts';
import { MOST_INSTANCES, SMALLEST } from './stack-size.ts';
import type { StackSize } from './stack-size.ts';

const USUAL_SPEED = 30;
/** Beyond it a meal is cooked before its acceptance is answered. */
const HIGHEST_SPEED = 500;
const USUAL_SEED = 1;

export const startHelp = `Runs the whole system on this machine until Ctrl-C, which keeps the data: npm start -- [options]

  --instances 2                   so many instances of each service with a database, at most ${MOST_INSTANCES}
  --instances order=2,consumer=3  of these services only; one of each other
  --router                        the message router between the services: holds, drops, doubles, delays and reorders
                                  messages as it is told (infra/router/README.md)
  --brokers 3                     three Kafka brokers, each record on all of them; the data of one broker is not theirs
  --no-simulators                 nobody acts by itself: staff and couriers are you (infra/simulators/README.md)
  --speed 1                       how much faster than ours the simulated town's time passes: ${USUAL_SPEED} unless told, at most ${HIGHEST_SPEED}
  --seed 7                        decides, with an order's id, what the simulators do with it: ${USUAL_SEED} unless told
  --help

While it runs: npm run down, up, restart, freeze, thaw, add, remove; npm run down -- --help tells more.

Environment
  FTGO_DATA_DIR        where data, logs and secrets lie
  FTGO_PORT_OFFSET     moves all ports, for a second stack beside the first: 1000
  FTGO_GATEWAY_PORT    the gateway's alone
  FTGO_POSTGRES_URL    a PostgreSQL of your own: a role that may create databases and roles; wal_level=logical
  FTGO_KAFKA_BROKERS   a Kafka of your own: host:port,host:port
  FTGO_SMTP_URL        a mail server of your own: smtp://user:password@host:port
  ORDER_FTGO_…         a setting of one service alone: ORDER_FTGO_MESSAGE_FORMAT=protobuf`;

const options = {
  instances: { type: 'string' },
  brokers: { type: 'string' },
  router: { type: 'boolean' },
  simulators: { type: 'boolean', default: true },
  speed: { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const HINT = 'see `npm start -- --help`';

/** Node's parser takes two sentences to say it. */
const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options, allowNegative: true }).values;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code?.startsWith('ERR_PARSE_ARGS')) throw error;
    throw new Problem(`${message.split(/[.\n]/)[0]}: ${HINT}.`);
  }
};

const count = (text: string | undefined): number => {
  const number = Number(text);
  if (!text || !Number.isInteger(number) || number < 1 || number > MOST_INSTANCES) {
    throw new Problem(`--instances takes a number from 1 to ${MOST_INSTANCES}, or such as order=2,consumer=3, not "${text ?? ''}": ${HINT}.`);
  }
  return number;
};

const instances = (text: string): Record<DatabaseService, number> => {
  if (!text.includes('=')) {
    const all = count(text);
    return Object.fromEntries(databaseServices.map((service) => [service, all])) as Record<DatabaseService, number>;
  }
  const told = text.split(',').map((each): [string, number] => {
    const [service = '', number] = each.split('=');
    if (!(databaseServices as readonly string[]).includes(service)) {
      throw new Problem(`--instances can be said of ${databaseServices.join(', ')}, not of "${service}": ${HINT}.`);
    }
    return [service, count(number)];
  });
  return { ...SMALLEST.instances, ...Object.fromEntries(told) };
};

const brokers = (text: string): number => {
  if (text === '1' || text === '3') return Number(text);
  throw new Problem(`--brokers is 1 or 3, not "${text}": with two, the loss of either would stop every write.`);
};

const speed = (text: string): number => {
  const number = Number(text);
  if (number > 0 && number <= HIGHEST_SPEED) return number;
  throw new Problem(`--speed takes a number above 0, at most ${HIGHEST_SPEED}, not "${text}": ${HINT}.`);
};

const seed = (text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Problem(`--seed takes a whole number, not "${text}": ${HINT}.`);
};

export interface StartOptions {
  readonly help: boolean;
  readonly router: boolean;
  /** None: nobody acts by itself. */
  readonly simulators?: { readonly seed: number; readonly speed: number };
  readonly size: Partial<StackSize>;
}

/**
 * What `npm start -- …` was told.
 *
 * @throws Problem in one sentence
 */
export const startOptions = (args: readonly string[]): StartOptions => {
  const told = parse(args);
  return {
    help: told.help ?? false,
    router: told.router ?? false,
    simulators: told.simulators
      ? { seed: told.seed === undefined ? USUAL_SEED : seed(told.seed), speed: told.speed === undefined ? USUAL_SPEED : speed(told.speed) }
      : undefined,
    size: {
      ...(told.instances !== undefined && { instances: instances(told.instances) }),
      ...(told.brokers !== undefined && { brokers: brokers(told.brokers) }),
    },
  };
};
