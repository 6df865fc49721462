/**
 * What a body costs in either format: `node infra/messages/formats.bench.ts [seconds per round=1] [rounds=5]`
 *
 * The messages are the golden ones. The formats take turns of a thousand bodies, after a round of warming up, so that the machine's noise meets both, and CPU time of
 * this process is what counts. `outbox` is what the write path does with a body: it becomes part of a statement's JSON.
 */
import { readFileSync } from 'node:fs';
import { type EncodedBody, type MessageFormat, decodeBody, encodeBody, headersOf, message } from '@ftgo/envelope';
import { publishedTypes } from './published-language.ts';

const seconds = Number(process.argv[2] ?? 1);
const rounds = Number(process.argv[3] ?? 5);

const samples = [
  ['order', 'ftgo.order.OrderCreated.v1'],
  ['restaurant', 'ftgo.restaurant.RestaurantCreated.v1'],
  ['restaurant', 'ftgo.ticket.TicketCreated.v1'],
  ['consumer', 'ftgo.authorization.AccountAuthorized.v1'],
] as const;

const golden = (api: string, name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../libs/${api}-api/golden/${name}.json`, import.meta.url), 'utf8')).json;

const outboxPart = ({ contentType, payload }: EncodedBody): string =>
  JSON.stringify({ ct: contentType, ...(typeof payload === 'string' ? { p: payload } : { b: Buffer.from(payload).toString('base64') }) });

const CHUNK = 1_000;

/** Microseconds of CPU for a chunk of the work. */
function chunk(work: () => unknown): number {
  const cpu = process.cpuUsage();
  for (let i = 0; i < CHUNK; i += 1) work();
  const { user, system } = process.cpuUsage(cpu);
  return user + system;
}

/** Microseconds of CPU for each piece of work, chunk by chunk in turns for one round. */
function turns(json: () => unknown, protobuf: () => unknown): { json: number; protobuf: number } {
  const spent = { json: 0, protobuf: 0 };
  const until = performance.now() + seconds * 1_000;
  let chunks = 0;
  for (; performance.now() < until; chunks += 1) {
    spent.json += chunk(json);
    spent.protobuf += chunk(protobuf);
  }
  return { json: spent.json / chunks / CHUNK, protobuf: spent.protobuf / chunks / CHUNK };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

function compared(what: string, work: (format: MessageFormat) => () => unknown): void {
  const [json, protobuf] = [work('json'), work('protobuf')];
  turns(json, protobuf);
  const measured = Array.from({ length: rounds }, () => turns(json, protobuf));
  const ratios = measured.map((round) => round.json / round.protobuf);
  console.log(
    `  ${what.padEnd(8)} JSON ${median(measured.map((round) => round.json)).toFixed(2)} µs, Protobuf ${median(measured.map((round) => round.protobuf)).toFixed(2)} µs: ` +
      `JSON costs ${median(ratios).toFixed(2)} times as much (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
  );
}

for (const [api, name] of samples) {
  const type = publishedTypes.get(name)!;
  const body = type.codec.fromJSON(golden(api, type.name));
  const written = (format: MessageFormat) => encodeBody(message(type, 'key', body), format);
  const size = (format: MessageFormat): number => Buffer.byteLength(written(format).payload);
  const id = '01980000-0000-7000-8000-00000000a001';
  const headers = headersOf({ id, type: type.name, source: '/ftgo/order-service', subject: id, time: new Date().toISOString(), contentType: 'application/json', correlationId: id });
  const envelope = Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  console.log(`${type.name}: JSON ${size('json')} bytes, Protobuf ${size('protobuf')} (${(size('protobuf') / size('json')).toFixed(2)} of it), envelope ${envelope}`);
  compared('encode', (format) => () => written(format));
  compared('outbox', (format) => () => outboxPart(written(format)));
  compared('decode', (format) => {
    const { contentType, payload } = written(format);
    const received = { contentType, body: Buffer.from(payload) };
    return () => decodeBody(type, received);
  });
}
