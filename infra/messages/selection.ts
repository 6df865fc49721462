import type { TailedMessage } from './tail-messages.ts';

export interface Wanted {
  /** An order's id or the end of one, as it is shown: what has it as key, and what mentions it. */
  readonly order?: string;
  /** With `*` for anything; matches the whole type or its short name: `Order*`, `*Failed`, `ftgo.ticket.*`. */
  readonly type?: string;
  /** The same for the channel, with or without `ftgo.`: `order.events`, `ticket*`. */
  readonly channel?: string;
}

/** Which messages are shown. */
export function selection({ order, type, channel }: Wanted): (message: TailedMessage) => boolean {
  const isType = glob(type);
  const isChannel = glob(channel);
  return (message) =>
    (isType(message.type) || isType(shortType(message.type))) &&
    (isChannel(message.channel) || isChannel(message.channel.replace(/^ftgo\./, ''))) &&
    (order === undefined || message.key.endsWith(order) || (order.length >= 36 && JSON.stringify(message.body).includes(order)));
}

/** `OrderCreated` of `ftgo.order.OrderCreated.v1`. */
export function shortType(type: string): string {
  return type.split('.').findLast((part) => !/^v\d+$/.test(part)) ?? type;
}

function glob(pattern: string | undefined): (text: string) => boolean {
  if (pattern === undefined) return () => true;
  const escaped = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const matcher = new RegExp(`^${escaped.join('.*')}$`, 'i');
  return (text) => matcher.test(text);
}
