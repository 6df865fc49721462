import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { EventStreams, Heartbeat, type ServerSentEvent } from './event-streams.ts';

/** One event, and then nothing more until it is called off. */
async function* watched(signal: AbortSignal): AsyncIterableIterator<ServerSentEvent> {
  yield { event: 'status', id: 1, data: { state: 'APPROVED' } };
  if (!signal.aborted) await once(signal, 'abort');
}

describe('what clients watch', () => {
  it('ends with the instance, for those who watch and for one who comes when it is about to go', async () => {
    const streams = new EventStreams(new Heartbeat(60_000));
    const watching = await streams.openWithFirst(watched);
    streams.beforeApplicationShutdown();
    const late = [await streams.openWithFirst(watched), streams.open(watched)];
    for (const stream of [watching, ...late]) expect(await text(stream)).toContain('"APPROVED"');
  });
});
