import { type Socket, connect } from 'node:net';

export interface HttpAnswer {
  readonly status: number;
  /** Status line and headers as they came. */
  readonly head: string;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/**
 * One kept-alive connection of HTTP/1.1 (RFC 9112) with one request under way, for which later ones wait: what a load generator needs
 * and no more, at a tenth of the CPU of Node's own client, since the generator shares the machine with what it measures.
 */
export class HttpConnection {
  private received: Buffer = Buffer.alloc(0);
  private waiting?: { answer(answer: HttpAnswer): void; fail(error: Error): void };
  private socket?: Socket;
  private answered: Promise<unknown> = Promise.resolve();
  private readonly server: URL;

  constructor(server: URL) {
    this.server = server;
  }

  post(path: string, headers: string, body: string): Promise<HttpAnswer> {
    const answer = this.answered.then(() => this.postNow(path, headers, body));
    this.answered = answer.catch(() => undefined);
    return answer;
  }

  private async postNow(path: string, headers: string, body: string): Promise<HttpAnswer> {
    this.socket ??= await this.open();
    return this.exchange(
      this.socket,
      `POST ${path} HTTP/1.1\r\nhost: ${this.server.host}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`,
    );
  }

  /** The next request opens another one. A server ends connections that are idle for some seconds, whenever it likes. */
  close(): void {
    const { socket } = this;
    this.socket = undefined;
    this.waiting = undefined;
    this.answered = Promise.resolve();
    socket?.destroy();
  }

  private exchange(socket: Socket, request: string): Promise<HttpAnswer> {
    return new Promise((answer, fail) => {
      this.waiting = { answer, fail };
      socket.write(request);
    });
  }

  private open(): Promise<Socket> {
    return new Promise((opened, fail) => {
      const socket = connect({ host: this.server.hostname, port: Number(this.server.port), noDelay: true });
      socket.once('connect', () => opened(socket));
      socket.on('data', (chunk: Buffer) => this.read(socket, chunk));
      socket.on('error', (error) => {
        fail(error);
        this.waiting?.fail(error);
      });
      socket.on('close', () => {
        if (this.socket === socket) this.waiting?.fail(new Error('The server closed the connection'));
      });
    });
  }

  private read(socket: Socket, chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const end = this.received.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const head = this.received.toString('latin1', 0, end);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) return void socket.destroy(new Error(`An answer without its length: ${head}`));
    if (this.received.length < end + 4 + Number(length)) return;
    this.received = Buffer.alloc(0);
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.answer({ status: Number(head.slice(9, 12)), head });
  }
}
