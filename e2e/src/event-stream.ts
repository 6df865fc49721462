import { eventually } from '@ftgo/testing';
import { type Person, stack } from './ftgo.ts';

export interface StreamedEvent {
  readonly event: string;
  readonly id: string;
  readonly data: any;
}

/** An open stream of server-sent events. */
export interface EventStream {
  /** The next event that it has not given yet, or the next that is wanted. */
  next(isWanted?: (event: StreamedEvent) => boolean): Promise<StreamedEvent>;
  close(): void;
}

/** Opens a stream at the gateway, and resolves when it is open. */
export async function eventsOf(path: string, { token }: Person, headers: Record<string, string> = {}): Promise<EventStream> {
  const closing = new AbortController();
  const response = await fetch(new URL(path, stack.gatewayUrl), { headers: { authorization: `Bearer ${token}`, ...headers }, signal: closing.signal });
  if (!response.ok) throw new Error(`${path} was answered ${response.status} ${await response.text()}`);
  const events: StreamedEvent[] = [];
  void read(response.body!, events).catch(() => undefined);
  return {
    next: (isWanted = () => true) =>
      eventually(
        () => {
          for (let event = events.shift(); event; event = events.shift()) if (isWanted(event)) return event;
          throw new Error(`${path} has not told it yet`);
        },
        { within: 30_000 },
      ),
    close: () => closing.abort(),
  };
}

async function read(body: ReadableStream<Uint8Array>, events: StreamedEvent[]): Promise<void> {
  let unread = '';
  for await (const chunk of body) {
    const blocks = (unread + Buffer.from(chunk).toString()).split('\n\n');
    unread = blocks.pop()!;
    for (const block of blocks) {
      const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
      if (field('data')) events.push({ event: field('event'), id: field('id'), data: JSON.parse(field('data')) });
    }
  }
}
