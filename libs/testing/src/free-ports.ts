import { createServer } from 'node:net';

/** Below the ports that the system hands out by itself (Linux, from 32768), above those of stacks. */
const FIRST = 28_600;
/** Of each of Jest's workers, so that what one is told no other takes meanwhile. */
const BLOCK = 500;
const WORKERS = 8;

const first = FIRST + (Number(process.env['JEST_WORKER_ID'] ?? 0) % WORKERS) * BLOCK;
let next = Math.floor(Math.random() * BLOCK);

const isFree = (port: number): Promise<boolean> =>
  new Promise((answer) => {
    const server = createServer();
    server.once('error', () => answer(false));
    server.listen(port, '127.0.0.1', () => server.close(() => answer(true)));
  });

/** Ports of the loopback interface that nobody listens on, all different. They are free now; whoever is told one should be quick. */
export const freePorts = async (count: number): Promise<number[]> => {
  const free: number[] = [];
  for (let tried = 0; free.length < count; tried += 1) {
    if (tried === BLOCK) throw new Error(`Of the ports ${first} to ${first + BLOCK - 1} no ${count} are free`);
    const port = first + (next++ % BLOCK);
    if (await isFree(port)) free.push(port);
  }
  return free;
};
