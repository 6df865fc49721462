import { createServer } from 'node:net';

/** Whether somebody listens on this port of the loopback interface. */
export const isTaken = (port: number): Promise<boolean> =>
  new Promise((answer) => {
    const server = createServer();
    server.once('error', () => answer(true));
    server.listen(port, '127.0.0.1', () => server.close(() => answer(false)));
  });
