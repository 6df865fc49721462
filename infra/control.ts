// How another program asks the running stack to take something down and up again: a socket in the data folder.
import { rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { Problem } from './problem.ts';

export interface Wish {
  readonly action: 'down' | 'up';
  /** Names of processes, such as `consumer` or `kafka`; none: for `up` everything that is down. */
  readonly names: readonly string[];
}

const socketIn = (folder: string): string => join(folder, 'control.sock');

/** Serves wishes until the server is closed. What `fulfil` throws becomes the asker's Problem. */
export const serveWishes = async (folder: string, fulfil: (wish: Wish) => Promise<string>): Promise<Server> => {
  const path = socketIn(folder);
  rmSync(path, { force: true });
  const server = createServer((asked, answer) => {
    const chunks: Buffer[] = [];
    asked.on('data', (chunk: Buffer) => chunks.push(chunk));
    asked.on('end', () => {
      Promise.resolve()
        .then(() => fulfil(JSON.parse(Buffer.concat(chunks).toString()) as Wish))
        .then(
          (text) => answer.end(text),
          (error: unknown) => answer.writeHead(400).end(error instanceof Error ? error.message : String(error)),
        );
    });
  });
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(path, listening));
  server.unref();
  return server;
};

/**
 * Asks the stack whose data lie in the folder.
 *
 * @returns what it says it did
 * @throws Problem where it does not run, or does not know the name
 */
export const wishOf = (folder: string, wish: Wish): Promise<string> =>
  new Promise((done, failed) => {
    const asked = request({ socketPath: socketIn(folder), method: 'POST' }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => (answer.statusCode === 200 ? done(text) : failed(new Problem(text))));
    });
    asked.on('error', () => failed(new Problem('The local stack is not running: start it with `npm start`.')));
    asked.end(JSON.stringify(wish));
  });
