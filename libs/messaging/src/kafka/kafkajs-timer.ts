import requestQueue from 'kafkajs/src/network/requestQueue/index.js';

interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
}

const { prototype } = requestQueue as unknown as { prototype: { scheduleCheckPendingRequests?: (this: RequestQueue) => void } };
const schedule = prototype.scheduleCheckPendingRequests;

/**
 * kafkajs 2.2.4 asks each connection every millisecond, for ever, whether requests wait that it had to hold back
 * (https://github.com/tulios/kafkajs/issues/1604). Nothing waits unless the broker throttles, so it need only ask then.
 */
export function quietKafkajsTimer(): void {
  if (!schedule) return;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
  };
}
