import type { OutgoingMessage, ReceivedMessage } from '@ftgo/envelope';
import { Refusal } from '@ftgo/refusals';
import { v7 as uuidv7 } from 'uuid';
import type { AggregateRef, AggregateTable, MessageCause, RequestCause, TimerCause } from '../src/index.ts';

export interface Jar {
  readonly owner: string;
  readonly beans: number;
  readonly note?: string;
  readonly filled?: Date;
  readonly labels?: readonly string[];
}

export const jars: AggregateTable<Jar> = {
  table: 'jars',
  columns: { owner: 'text', beans: 'integer', note: 'text', filled: 'timestamptz', labels: 'jsonb' },
  toRow: ({ owner, beans, note, filled, labels }) => ({ owner, beans, note, filled: filled?.toISOString(), labels }),
  fromRow: ({ owner, beans, note, filled, labels }) =>
    ({
      owner,
      beans,
      ...(note ? { note } : {}),
      ...(filled ? { filled: new Date(filled as string) } : {}),
      ...(labels ? { labels } : {}),
    }) as Jar,
  uniqueViolations: { jars_note_key: () => new Refusal('conflict', 'NOTE_IN_USE', 'Another jar has this note') },
};

export interface Shelf {
  readonly room: number;
  readonly label?: string;
}

export const shelves: AggregateTable<Shelf> = {
  table: 'shelves',
  columns: { room: 'integer', label: 'text' },
  toRow: ({ room, label }) => ({ room, label }),
  fromRow: ({ room, label }) => ({ room: room as number, ...(label ? { label: label as string } : {}) }),
};

export const newId = (): string => uuidv7();
/** Ids in the order in which they sort. */
export const newIds = (count: number): string[] => Array.from({ length: count }, newId).sort();
export const jar = (id: string): AggregateRef<Jar> => ({ table: jars, id });
export const shelf = (id: string): AggregateRef<Shelf> => ({ table: shelves, id });

/** As Protobuf a body is the JSON's bytes, so that a test reads it either way. */
const beansCodec: OutgoingMessage['codec'] = {
  encode: (body) => ({ finish: () => Buffer.from(JSON.stringify(body)) }),
  toJSON: (body) => body,
};

export const beansAdded = (id: string, beans: number): OutgoingMessage => ({
  channel: 'ftgo.jar.events',
  key: id,
  type: 'ftgo.jar.BeansAdded.v1',
  body: { beans },
  codec: beansCodec,
});

/** Puts one bean into a jar, which begins empty, and says how many there are now. */
export const addBean = (id: string) => (given: Jar | undefined) => {
  const beans = (given?.beans ?? 0) + 1;
  return { states: [{ owner: 'Jane', ...given, beans }] as const, messages: [beansAdded(id, beans)], answer: beans };
};

export const request = (idempotencyKey?: string, given: Partial<RequestCause> = {}): RequestCause => ({
  kind: 'request',
  correlationId: 'correlation-1',
  idempotencyKey,
  fingerprint: idempotencyKey === undefined ? undefined : 'body-1',
  ...given,
});

export const timer = (): TimerCause => ({ kind: 'timer', correlationId: 'correlation-1' });

export const received = (given: Partial<ReceivedMessage> = {}): ReceivedMessage => ({
  id: newId(),
  type: 'ftgo.bean.BeanFound.v1',
  source: '/ftgo/garden-service',
  subject: 'bean',
  time: new Date('2026-11-21T07:00:00Z'),
  contentType: 'application/json',
  channel: 'ftgo.bean.events',
  partition: 2,
  offset: '41',
  key: 'bed-1',
  body: Buffer.from('{"bean":1}'),
  correlationId: 'correlation-1',
  ...given,
});

export const by = (message: ReceivedMessage, subscriber = 'jars'): MessageCause => ({ kind: 'message', subscriber, message });
