import produce from 'kafkajs/src/protocol/requests/produce/index.js';
import { RequestBuffer } from './request-buffer.ts';

type Bytes = string | Buffer | null | undefined;

interface Message {
  readonly key?: Bytes;
  readonly value: Bytes;
  readonly timestamp?: string | number | null;
  readonly headers?: Readonly<Record<string, Bytes | readonly Bytes[]>>;
}

interface PartitionData {
  readonly partition: number;
  readonly firstSequence?: number;
  readonly messages: readonly Message[];
}

export interface ProduceArguments {
  readonly acks: number;
  readonly timeout: number;
  readonly compression?: number;
  readonly transactionalId?: string | null;
  /** A 64 bit number in whatever form kafkajs keeps it. */
  readonly producerId?: unknown;
  readonly producerEpoch?: number;
  readonly topicData: readonly { readonly topic: string; readonly partitions: readonly PartitionData[] }[];
}

interface ProduceRequest {
  readonly request: { encode(): Promise<{ readonly buffer: Buffer }> };
}

interface Produce {
  protocol: (version: { readonly version: number }) => (given: ProduceArguments) => ProduceRequest;
}

/** From here to the last that kafkajs speaks the request looks the same. */
const FIRST_WITH_RECORD_BATCHES = 3;
const MAGIC = 2;
const TRANSACTIONAL = 16;

/** kafkajs' own definition of the request, whose encoding is replaced. */
export const kafkajsProduce = produce as Produce;

/**
 * kafkajs 2.2.4 encodes a record by way of a zeroed buffer of 512 bytes for itself and for each of its headers, and this is most
 * of what sending costs. The same bytes are written into one buffer here. What is compressed is left to kafkajs.
 */
export function encodeProduceRequestsOnce(): void {
  const original = kafkajsProduce.protocol;
  kafkajsProduce.protocol = (version) => (given) => {
    const made = original(version)(given);
    if (version.version < FIRST_WITH_RECORD_BATCHES || given.compression) return made;
    return { ...made, request: { ...made.request, encode: () => Promise.resolve(encodeProduce(given)) } };
  };
}

/** The body of a produce request, versions 3 to 7 (https://kafka.apache.org/protocol#The_Messages_Produce). */
export function encodeProduce(given: ProduceArguments): { readonly buf: Buffer; readonly buffer: Buffer } {
  const out = new RequestBuffer();
  out.string(given.transactionalId);
  out.int16(given.acks);
  out.int32(given.timeout);
  out.int32(given.topicData.length);
  for (const { topic, partitions } of given.topicData) {
    out.string(topic);
    out.int32(partitions.length);
    for (const partition of partitions) {
      out.int32(partition.partition);
      const size = out.reserve32();
      writeBatch(out, partition, given);
      out.fillSize(size);
    }
  }
  const buffer = out.written;
  return { buf: buffer, buffer };
}

/** A record batch (https://kafka.apache.org/documentation/#recordbatch). */
function writeBatch(out: RequestBuffer, { messages, firstSequence = 0 }: PartitionData, given: ProduceArguments): void {
  const now = Date.now();
  const times = messages.map(({ timestamp }) => Number(timestamp ?? now));
  const first = Math.min(...times);
  out.int64(0n);
  const length = out.reserve32();
  out.int32(0);
  out.int8(MAGIC);
  const checksum = out.reserve32();
  out.int16(given.transactionalId ? TRANSACTIONAL : 0);
  out.int32(messages.length - 1);
  out.int64(BigInt(first));
  out.int64(BigInt(Math.max(...times)));
  out.int64(BigInt(String(given.producerId ?? -1)));
  out.int16(given.producerEpoch ?? 0);
  out.int32(firstSequence);
  out.int32(messages.length);
  messages.forEach((message, index) => writeRecord(out, message, times[index]! - first, index));
  out.fillChecksum(checksum);
  out.fillSize(length);
}

function writeRecord(out: RequestBuffer, { key, value, headers = {} }: Message, timestampDelta: number, offsetDelta: number): void {
  const start = out.beginSized();
  out.int8(0);
  out.varint(timestampDelta);
  out.varint(offsetDelta);
  out.varBytes(key);
  out.varBytes(value);
  const names = Object.keys(headers);
  const several = names.some((name) => Array.isArray(headers[name]));
  const all = several ? names.flatMap((name) => [headers[name]].flat().map((each) => [name, each as Bytes] as const)) : undefined;
  out.varint(all ? all.length : names.length);
  if (all) for (const [name, each] of all) writeHeader(out, name, each);
  else for (const name of names) writeHeader(out, name, headers[name] as Bytes);
  out.endSized(start);
}

function writeHeader(out: RequestBuffer, name: string, value: Bytes): void {
  out.varBytes(name);
  out.varBytes(value);
}
