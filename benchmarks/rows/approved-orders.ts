import type { Row } from '../harness/row.ts';
import { callFor } from '../load/callers.ts';
import { ourChoreography, peerChoreography } from '../systems/choreographies.ts';

const CLIENTS = 32;
const SECONDS = 4;

export const approvedOrders: Row = {
  id: 'approved-orders',
  title: 'Orders APPROVED, the whole choreography, all services on the machine',
  operation: 'order',
  figures: { perSecond: { title: 'orders approved', unit: 'per second', better: 'more' } },
  goals: [{ figure: 'perSecond', against: 'peer', times: 10 }],
  notes: [`32 clients place orders for ${SECONDS} seconds; the clock stops when the last one is approved.`],
  rounds: 4,
  prepare: async (world, { scale }) => {
    const systems = { ours: await ourChoreography(world, CLIENTS), peer: await peerChoreography(world, CLIENTS) };
    return {
      contestants: Object.entries(systems).map(([name, system]) => ({
        name,
        processes: system.processes,
        round: async () => {
          const began = performance.now();
          const { took } = await callFor(SECONDS * scale, CLIENTS, (client) => system.place(client).then(() => true));
          await system.approved();
          const seconds = (performance.now() - began) / 1000;
          await system.settled();
          return { figures: { perSecond: took.length / seconds }, operations: took.length };
        },
      })),
      close: async () => void (await Promise.all(Object.values(systems).map((system) => system.stop()))),
    };
  },
};
