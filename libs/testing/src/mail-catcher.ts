import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream } from 'smtp-server';

export interface CaughtMail {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Message-IDs of what it belongs to. */
  readonly references: string;
}

export interface MailCatcherOptions {
  readonly host?: string;
  readonly port?: number;
  /** Older ones are forgotten. */
  readonly most?: number;
  /** Whether nobody has this address. */
  readonly refuses?: (address: string) => boolean;
}

/** A real SMTP server that takes mail for every address and delivers none: it only keeps it. */
export class MailCatcher {
  /** In the order in which they were taken. */
  readonly mails: CaughtMail[] = [];
  private readonly server: SMTPServer;
  private readonly most: number;
  /** To whom; anybody where it is undefined. */
  private readonly answersToLose: (string | undefined)[] = [];

  private constructor({ most = 1_000, refuses = () => false }: MailCatcherOptions) {
    this.most = most;
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: ({ address }, _session, answer) =>
        answer(refuses(address) ? Object.assign(new Error('No such user here'), { responseCode: 550 }) : null),
      onData: (stream, { id }, answer) => void this.take(stream).then((mail) => this.answer(mail, id, answer), answer),
    });
    // A client that goes away in the middle.
    this.server.on('error', () => undefined);
  }

  /** @throws Error where the port is taken */
  static async open(options: MailCatcherOptions = {}): Promise<MailCatcher> {
    const catcher = new MailCatcher(options);
    await new Promise<void>((listening, failed) => {
      catcher.server.server.once('error', failed);
      catcher.server.listen(options.port ?? 0, options.host ?? '127.0.0.1', listening);
    });
    return catcher;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  /** The next mail, to this address if one is given, is taken, and the line breaks before its sender hears so. */
  loseNextAnswer(to?: string): void {
    this.answersToLose.push(to);
  }

  close(): Promise<void> {
    for (const connection of this.server.connections) connection._socket.destroy();
    return new Promise((closed) => this.server.close(closed));
  }

  private async take(stream: SMTPServerDataStream): Promise<CaughtMail> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const { messageId = '', to = [], subject = '', text = '', references = '' } = await PostalMime.parse(Buffer.concat(chunks));
    const mail = { messageId, to: to.map(({ address }) => address).join(', '), subject, text: text.trim(), references };
    this.mails.push(mail);
    if (this.mails.length > this.most) this.mails.shift();
    return mail;
  }

  private answer(mail: CaughtMail, session: string, answer: () => void): void {
    const lost = this.answersToLose.findIndex((to) => to === undefined || to === mail.to);
    if (lost < 0) return answer();
    this.answersToLose.splice(lost, 1);
    // Not the others': another mail may be on its way there.
    for (const connection of this.server.connections) if (connection.id === session) connection._socket.destroy();
  }
}
