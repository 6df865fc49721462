import type { ReceivedMessage } from '@ftgo/envelope';

/** A header as it was read: its name, and its value's bytes as Base64. */
export type KeptHeader = readonly [name: string, value: string];

/** The headers of a message as they were read; a header that was repeated is there as often. */
export function keptHeaders({ record }: Pick<ReceivedMessage, 'record'>): KeptHeader[] {
  return Object.entries(record?.headers ?? {}).flatMap(([name, value]) =>
    [value].flat().flatMap((each) => (each == null ? [] : [[name.replaceAll('\0', '\uFFFD'), Buffer.from(each).toString('base64')] as const])),
  );
}
