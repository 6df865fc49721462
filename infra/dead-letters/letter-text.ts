import { readableBody } from '../messages/readable-body.ts';
import { shortType } from '../messages/selection.ts';

/** A dead letter as the gateway answers it; `services/api-gateway/openapi.yaml` is the authority. */
export interface DeadLetterDocument {
  readonly deadLetterId: string;
  readonly service: string;
  readonly subscriber: string;
  readonly key: string;
  readonly state: 'DEAD' | 'WAITING' | 'REPLAYED' | 'DISCARDED';
  readonly behind: number;
  readonly underWay: boolean;
  readonly messageId: string;
  readonly type: string;
  readonly origin: { readonly channel: string; readonly partition: number; readonly offset: string };
  readonly error?: { readonly class: string; readonly detail: string };
  readonly attempts: number;
  readonly parkedAt: string;
  readonly settledAt?: string;
  readonly settledBy?: string;
  readonly reason?: string;
}

export interface DeadLetterInFull extends DeadLetterDocument {
  readonly headers: readonly { readonly name: string; readonly value?: string; readonly base64?: string }[];
  readonly body?: unknown;
  readonly bodyBase64?: string;
  readonly waiting: readonly DeadLetterDocument[];
}

const LONGEST_DETAIL = 100;
const LONGEST_BYTES = 300;

/** One line of a list. */
export function letterLine({ deadLetterId, service, subscriber, key, state, type, error, behind }: DeadLetterDocument): string {
  const fault = error ? `${error.class}: ${shortened(plain(error.detail), LONGEST_DETAIL)}` : '';
  const what = `${shortType(plain(type))} of ${plain(key)}`;
  return [deadLetterId, state.padEnd(9), `${service}/${subscriber}`.padEnd(21), what, behind ? `(${behind} behind it)` : '', fault].filter(Boolean).join('  ');
}

/** All that is known of one. */
export function letterText(letter: DeadLetterInFull): string {
  const { origin, error, headers, waiting } = letter;
  const fields: [string, string | undefined][] = [
    ['id', letter.deadLetterId],
    ['state', letter.state + (letter.underWay ? ', being handled at this moment' : '')],
    ['subscriber', `${letter.service}/${letter.subscriber}`],
    ['message', `${plain(letter.type)} ${plain(letter.messageId)}`],
    ['key', plain(letter.key)],
    ['from', `${origin.channel}, partition ${origin.partition}, offset ${origin.offset}`],
    ['failed', error && `${error.class}: ${plain(error.detail)} (tried ${letter.attempts} times)`],
    ['set aside', letter.parkedAt],
    ['settled', letter.settledAt && [letter.settledAt, letter.settledBy && `by ${letter.settledBy}`].filter(Boolean).join(' ')],
    ['reason', letter.reason && plain(letter.reason)],
    ...headers.map(({ name, value, base64 }): [string, string] => [`· ${plain(name)}`, value === undefined ? `${base64} (Base64)` : plain(value)]),
    ['body', bodyText(letter)],
    ['behind it', `${letter.behind} waiting`],
  ];
  const known = fields.flatMap(([name, value]) => (value ? [`${name.padEnd(24)}${value}`] : []));
  return [...known, ...waiting.map((each) => `  ${letterLine(each)}`)].join('\n');
}

/** How a replay or a discard ended. */
export function outcomeText({ state, error, behind, underWay, key }: DeadLetterDocument): string {
  const rest = behind > 0 ? `; ${behind} of ${plain(key)} wait` : `; ${plain(key)} is free`;
  if (underWay) return 'It takes long, and goes on: look again with `show`.';
  if (state === 'DEAD') return `It failed again: ${error?.class}: ${plain(error?.detail ?? '')}; ${behind} wait behind it`;
  return `${state}${rest}`;
}

function bodyText({ body, bodyBase64 }: DeadLetterInFull): string {
  if (body !== undefined) return readableBody(body);
  if (bodyBase64 === undefined) return 'none (a tombstone)';
  const bytes = Buffer.from(bodyBase64, 'base64');
  return `${bytes.length} bytes that cannot be read: ${shortened(plain(bytes.toString('utf8')), LONGEST_BYTES)}`;
}

const shortened = (text: string, longest: number): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

// Anybody may have sent it; a terminal obeys control characters.
// eslint-disable-next-line no-control-regex -- they are what is looked for
const plain = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\uFFFD');
