import { type Socket, connect } from 'node:net';

export interface HttpAnswer {
  readonly status: number;
  /** Status line and headers as they came. */
  readonly head: string;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/**
 * One kept-alive connection of HTTP/1.1 (RFC 9112) with one request under way: what a load generator needs and no more, at a
 * tenth of the CPU of Node's own client, since the generator shares the machine with what it measures.
 */
export class HttpConnection {
  private received: Buffer = Buffer.alloc(0);
  private waiting?: { answer(answer: HttpAnswer): void; fail(error: Error): void };

  private readonly socket: Socket;
  private readonly host: string;

  private constructor(socket: Socket, host: string) {
    this.socket = socket;
    this.host = host;
    socket.on('data', (chunk: Buffer) => this.read(chunk));
    socket.on('error', (error) => this.waiting?.fail(error));
    socket.on('close', () => this.waiting?.fail(new Error('The server closed the connection')));
  }

  static open({ hostname, port, host }: URL): Promise<HttpConnection> {
    return new Promise((opened, fail) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      socket.once('error', fail);
      socket.once('connect', () => opened(new HttpConnection(socket, host)));
    });
  }

  post(path: string, headers: string, body: string): Promise<HttpAnswer> {
    return new Promise((answer, fail) => {
      this.waiting = { answer, fail };
      const length = Buffer.byteLength(body);
      this.socket.write(`POST ${path} HTTP/1.1\r\nhost: ${this.host}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n${headers}\r\n${body}`);
    });
  }

  close(): void {
    this.waiting = undefined;
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const end = this.received.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const head = this.received.toString('latin1', 0, end);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) return void this.socket.destroy(new Error(`An answer without its length: ${head}`));
    if (this.received.length < end + 4 + Number(length)) return;
    this.received = Buffer.alloc(0);
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.answer({ status: Number(head.slice(9, 12)), head });
  }
}
