// `npm run messages`: every message of the running system, as it passes.
import { parseArgs } from 'node:util';
import { dataFolder } from '../folders.ts';
import { Problem } from '../problem.ts';
import { lastStack } from '../stack-state.ts';
import { messageLine } from './message-line.ts';
import { selection } from './selection.ts';
import { tailMessages } from './tail-messages.ts';

const help = `Shows the messages of the running system as they pass: npm run messages -- [options]

  --from-beginning   what was sent before as well, by time
  --order <id>       what has this order as key or mentions it; the last 8 characters, as shown, will do for the key
  --type <glob>      such as OrderCreated, '*Failed', 'ftgo.ticket.*'
  --channel <glob>   such as order.events, 'ticket*'
  --json             whole messages, one JSON object a line

FTGO_KAFKA_BROKERS names the brokers (otherwise those of npm start, 127.0.0.1:8092). Ctrl-C ends it.`;

const options = {
  'from-beginning': { type: 'boolean' },
  order: { type: 'string' },
  type: { type: 'string' },
  channel: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

try {
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(help);
    process.exit(0);
  }
  const brokers = process.env['FTGO_KAFKA_BROKERS']?.split(',') ?? lastStack(dataFolder())?.kafkaBrokers ?? ['127.0.0.1:8092'];
  const colour = process.stdout.isTTY && !process.env['NO_COLOR'];
  const tail = await tailMessages({
    brokers,
    fromBeginning: values['from-beginning'],
    filter: selection(values),
    onMessage: (message) =>
      console.log(values.json ? JSON.stringify(message) : messageLine(message, { colour, width: process.stdout.isTTY ? process.stdout.columns : undefined })),
  });
  const end = (): void => void tail.stop().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  process.once('disconnect', end);
  // A reader such as `head` that has seen enough.
  process.stdout.once('error', end);
} catch (error) {
  const usage = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  if (!usage && !(error instanceof Problem)) throw error;
  console.error(usage ? `${(error as Error).message}\n\n${help}` : (error as Error).message);
  process.exit(usage ? 2 : 1);
}
