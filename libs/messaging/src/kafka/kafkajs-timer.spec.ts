import { afterEach, describe, expect, it } from '@jest/globals';
import requestQueue from 'kafkajs/src/network/requestQueue/index.js';
import { quietKafkajsTimer } from './kafkajs-timer.ts';

interface Queue {
  pending: unknown[];
  throttledUntil: number;
  throttleCheckTimeoutId?: NodeJS.Timeout;
  scheduleCheckPendingRequests(): void;
}

function queue(given: Partial<Queue>): Queue {
  const { prototype } = requestQueue as { prototype: object };
  return Object.assign(Object.create(prototype) as Queue, { pending: [], throttledUntil: -1, ...given });
}

let asked: Queue | undefined;
afterEach(() => clearTimeout(asked?.throttleCheckTimeoutId));

// Private to kafkajs: a new version must show here that it still has what is mended, or that it no longer needs it.
describe("kafkajs' timer", () => {
  quietKafkajsTimer();

  it('rests while nothing waits', () => {
    asked = queue({});
    asked.scheduleCheckPendingRequests();
    expect(asked.throttleCheckTimeoutId).toBeUndefined();
  });

  it.each([
    ['a request waits', { pending: [{}] }],
    ['the broker throttles', { throttledUntil: Date.now() + 60_000 }],
  ])('runs while %s', (_, given) => {
    asked = queue(given);
    asked.scheduleCheckPendingRequests();
    expect(asked.throttleCheckTimeoutId).toBeDefined();
  });
});
