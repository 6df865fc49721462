import type { Row } from '../harness/row.ts';
import type { World } from '../harness/world.ts';
import { cpuSeconds, pssMiB } from '../load/processes.ts';
import { Ours } from '../systems/ours.ts';
import { Peer } from '../systems/peer.ts';

const OURS = ['order', 'consumer', 'restaurant', 'delivery', 'api-gateway'] as const;
const PEERS = ['order', 'consumer', 'restaurant', 'delivery', 'gateway'] as const;

async function startOnce(system: Ours | Peer) {
  const began = performance.now();
  await system.startAgain();
  const seconds = (performance.now() - began) / 1000;
  const pids = system.measured.map(({ pid }) => pid);
  const figures = {
    ready: seconds,
    cpu: pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0),
    memory: pids.reduce((sum, pid) => sum + pssMiB(pid), 0),
  };
  await system.stop();
  return { figures, operations: 0 };
}

export const startAndMemory: Row = {
  id: 'start-and-memory',
  title: 'The five services: from `node` to all ready, and what they take',
  figures: {
    ready: { title: 'until all are ready', unit: 's', better: 'less' },
    cpu: { title: 'CPU time until then', unit: 's', better: 'less' },
    memory: { title: 'memory when ready (PSS, together)', unit: 'MiB', better: 'less' },
  },
  goals: [
    { figure: 'ready', atMost: 2.5 },
    { figure: 'memory', atMost: 450 },
  ],
  notes: ['PostgreSQL and Kafka are up, databases are migrated. Ready means that `/readyz` answers 200 at all five.'],
  rounds: 4,
  prepare: async (world: World) => {
    const systems = { ours: await Ours.start(world, OURS), peer: await Peer.start(world, PEERS) };
    await Promise.all(Object.values(systems).map((system) => system.stop()));
    return {
      contestants: Object.entries(systems).map(([name, system]) => ({ name, processes: [], round: () => startOnce(system) })),
      close: () => Promise.resolve(),
    };
  },
};
