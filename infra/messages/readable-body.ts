const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** In one line, and without what a terminal would obey. */
export const plain = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ');

/** Ids by their end, where UUIDv7 is random. */
export const endOf = (id: string): string => plain(id.length > 9 ? `…${id.slice(-8)}` : id);

/** A body in one line, for people: `orderId=…0000beef total=12.50 USD`. `--json` is for machines. */
export function readableBody(body: unknown): string {
  if (isObject(body) && !isMoney(body)) return fields(body);
  return readable(body);
}

function readable(value: unknown): string {
  if (typeof value === 'string') return uuid.test(value) ? endOf(value) : plain(value);
  if (Array.isArray(value)) return `[${value.map(readable).join(', ')}]`;
  if (isMoney(value)) return `${(Number(value.amount) / 100).toFixed(2)} ${value.currency}`;
  if (isObject(value)) return `{${fields(value)}}`;
  return String(value);
}

const fields = (value: object): string =>
  Object.entries(value)
    .map(([name, field]) => `${plain(name)}=${readable(field)}`)
    .join(' ');

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

const isMoney = (value: unknown): value is { amount: number | string; currency: string } =>
  isObject(value) && 'amount' in value && 'currency' in value && Object.keys(value).length === 2;
