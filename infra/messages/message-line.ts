import { styleText } from 'node:util';
import { endOf, plain, readableBody } from './readable-body.ts';
import { shortType } from './selection.ts';
import type { TailedMessage } from './tail-messages.ts';

export interface LineOptions {
  readonly colour: boolean;
  /** Characters in a line; the body is cut to fit. */
  readonly width?: number;
}

const palette = ['cyan', 'yellow', 'green', 'magenta', 'blue', 'cyanBright', 'yellowBright', 'greenBright', 'magentaBright', 'blueBright'] as const;

/**
 * A message in one line: time, type, key, where it lies, what it belongs to, body. Messages of one key have one colour.
 */
export function messageLine(message: TailedMessage, { colour, width }: LineOptions): string {
  const { time, type, key, channel, partition, offset, correlationId, body } = message;
  const paint = (style: Parameters<typeof styleText>[0], text: string): string => (colour ? styleText(style, text, { validateStream: false }) : text);
  const name = plain(shortType(type)) || '(no type)';
  const bad = /(Failed|Rejected|Cancelled|Reversed)$/.test(name);
  const columns = [
    [time.toISOString().slice(11, 23), 'dim'],
    [name.padEnd(26), bad ? 'red' : 'bold'],
    [endOf(key).padEnd(9), palette[hash(key) % palette.length]!],
    [`${channel.replace(/^ftgo\./, '')} ${partition}/${offset}`.padEnd(28), 'dim'],
    [`of ${endOf(correlationId)}`.padEnd(12), 'dim'],
  ] as const;
  const used = columns.reduce((sum, [text]) => sum + text.length + 1, 0);
  const text = readableBody(body);
  const room = width === undefined ? text.length : Math.max(20, width - used);
  const shown = text.length > room ? `${text.slice(0, room - 1)}…` : text;
  return [...columns.map(([column, style]) => paint(style, column)), shown].join(' ');
}

const hash = (text: string): number => [...text].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7);
