import type { Row } from '../harness/row.ts';
import { percentile } from '../harness/statistics.ts';
import { callAt } from '../load/callers.ts';
import { ourChoreography } from '../systems/choreographies.ts';

const PER_SECOND = 100;
const SECONDS = 10;
/** Enough that an order need not wait for a free connection. */
const CLIENTS = 64;
const POLLING = 'ours, polling every 500 ms';

export const approvalLatency: Row = {
  id: 'approval-latency',
  title: `\`POST\` → APPROVED at ${PER_SECOND} orders per second`,
  operation: 'order',
  figures: {
    p50: { title: 'p50', unit: 'ms', better: 'less' },
    p99: { title: 'p99', unit: 'ms', better: 'less' },
  },
  goals: [
    { figure: 'p50', atMost: 25 },
    { figure: 'p99', atMost: 100 },
    { figure: 'p50', against: POLLING, times: 20 },
  ],
  notes: ['From the moment the request is sent to the commit that makes the order APPROVED, as PostgreSQL recorded it.'],
  rounds: 4,
  prepare: async (world, { scale }) => {
    const systems = {
      ours: await ourChoreography(world, CLIENTS),
      [POLLING]: await ourChoreography(world, CLIENTS, { FTGO_OUTBOX_RELAY: 'polling', FTGO_OUTBOX_POLL_MS: '500' }),
    };
    return {
      contestants: Object.entries(systems).map(([name, system]) => ({
        name,
        processes: system.processes,
        round: async () => {
          const placedAt = new Map<string, number>();
          const since1970 = Date.now() - performance.now();
          await callAt(PER_SECOND, SECONDS * scale, async (number) => {
            const at = since1970 + performance.now();
            placedAt.set(await system.place(number % CLIENTS), at);
          });
          await system.approved();
          await system.settled();
          const approvedAt = await system.approvedAt([...placedAt.keys()]);
          const took = [...placedAt].map(([id, at]) => approvedAt.get(id)! - at);
          return { figures: { p50: percentile(took, 0.5), p99: percentile(took, 0.99) }, operations: took.length };
        },
      })),
      close: async () => void (await Promise.all(Object.values(systems).map((system) => system.stop()))),
    };
  },
};
