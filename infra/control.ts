// How another program has the running stack do something to its processes: a socket in the data folder.
import { rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { DatabaseService } from './databases.ts';
import { dataFolder } from './folders.ts';
import { Problem } from './problem.ts';

export const actions = ['down', 'up', 'restart', 'freeze', 'thaw', 'add', 'remove'] as const;
export type Action = (typeof actions)[number];

export interface Wish {
  readonly action: Action;
  /**
   * Names of processes such as `consumer-2`, or of parts such as `consumer`, which are all processes of that name. None: for `up`
   * everything that is down, for `thaw` everything that is frozen.
   */
  readonly names: readonly string[];
}

export interface Fulfilled {
  /** A sentence for a person. */
  readonly said: string;
  /** The processes to which it was done. */
  readonly names: readonly string[];
}

const socketIn = (folder: string): string => join(folder, 'control.sock');

/** Serves wishes until the server is closed. What `fulfil` throws becomes the asker's Problem. */
export const serveWishes = async (folder: string, fulfil: (wish: Wish) => Promise<Fulfilled>): Promise<Server> => {
  const path = socketIn(folder);
  rmSync(path, { force: true });
  const server = createServer((asked, answer) => {
    const chunks: Buffer[] = [];
    asked.on('data', (chunk: Buffer) => chunks.push(chunk));
    asked.on('end', () => {
      Promise.resolve()
        .then(() => fulfil(JSON.parse(Buffer.concat(chunks).toString()) as Wish))
        .then(
          (fulfilled) => answer.end(JSON.stringify(fulfilled)),
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
 * @throws Problem where it does not run, or does not know the name
 */
export const wishOf = (folder: string, wish: Wish): Promise<Fulfilled> =>
  new Promise((done, failed) => {
    const asked = request({ socketPath: socketIn(folder), method: 'POST' }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => (answer.statusCode === 200 ? done(JSON.parse(text) as Fulfilled) : failed(new Problem(text))));
    });
    asked.on('error', () => failed(new Problem('The local stack is not running: start it with `npm start`.')));
    asked.end(JSON.stringify(wish));
  });

/**
 * What can be done to the processes of a running stack. A name is that of a process (`order-2`, `kafka`, `postgres`) or of a part
 * (`order`: all its instances). Each resolves when it is done, with the names of the processes it was done to.
 *
 * @throws Problem where the stack does not run, or does not know the name
 */
export class StackControl {
  private readonly folder: string;

  constructor(folder = dataFolder()) {
    this.folder = folder;
  }

  /** kill -9, and left down until `up`. */
  down(...names: string[]): Promise<readonly string[]> {
    return this.wish('down', names);
  }

  /** Starts what is down (all of it where no name is given) and waits until it is ready. */
  up(...names: string[]): Promise<readonly string[]> {
    return this.wish('up', names);
  }

  /** Ends cleanly and starts again, one after the other, and waits until each is ready. */
  restart(...names: string[]): Promise<readonly string[]> {
    return this.wish('restart', names);
  }

  /** SIGSTOP, PostgreSQL's children included: it answers nobody, and all its connections stay open. */
  freeze(...names: string[]): Promise<readonly string[]> {
    return this.wish('freeze', names);
  }

  /** SIGCONT: it goes on where it was. */
  thaw(...names: string[]): Promise<readonly string[]> {
    return this.wish('thaw', names);
  }

  /**
   * Starts one more instance of a service and waits until it is ready. Kafka shares the work anew, and the gateway finds it within a
   * second.
   *
   * @returns its name
   */
  async add(service: DatabaseService): Promise<string> {
    return (await this.wish('add', [service]))[0] ?? '';
  }

  /** Ends an instance cleanly for good: the one that is named, or the last of a service. @returns its name */
  async remove(name: string): Promise<string> {
    return (await this.wish('remove', [name]))[0] ?? '';
  }

  private async wish(action: Action, names: readonly string[]): Promise<readonly string[]> {
    return (await wishOf(this.folder, { action, names })).names;
  }
}
