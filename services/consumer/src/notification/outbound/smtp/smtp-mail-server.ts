import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { MailRefused, MailServer, type OutgoingMail } from '../../application/ports/mail-server.ts';

/** With these no attempt lasts half a minute, whatever the server does. */
const TIMEOUTS = { dnsTimeout: 5_000, connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 };

export interface SmtpOptions {
  /** `smtp://user:password@host:port`, or `smtps://` */
  readonly url: string;
  /** `FTGO <orders@ftgo.example>` */
  readonly from: string;
}

/** Mail by SMTP (RFC 5321). */
@Injectable()
export class SmtpMailServer extends MailServer implements OnApplicationShutdown {
  private readonly transport;
  private readonly domain: string;

  constructor(private readonly options: SmtpOptions) {
    super();
    this.transport = createTransport({ url: options.url, pool: true, maxConnections: 4, ...TIMEOUTS });
    this.domain = /@([\w.-]+)/.exec(options.from)?.[1] ?? 'localhost';
  }

  async send({ id, orderId, to, subject, text, date }: OutgoingMail): Promise<void> {
    const messageId = `<${id}@${this.domain}>`;
    const references = `<order-${orderId}@${this.domain}>`;
    const address = { name: to.name, address: to.email };
    try {
      await this.transport.sendMail({ from: this.options.from, to: address, subject, text, date, messageId, references });
    } catch (error) {
      throw isFinal(error as SmtpError) ? new MailRefused((error as Error).message, { cause: error }) : error;
    }
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }
}

interface SmtpError {
  /** RFC 5321, 4.2.1: 4 at the front is for now, 5 is for ever. */
  readonly responseCode?: number;
  /** What the server said no to. */
  readonly command?: string;
}

/** A no to the addressee or to the mail itself. One to us, such as a wrong password, is not the mail's fault. */
const isFinal = ({ responseCode = 0, command = '' }: SmtpError): boolean => responseCode >= 500 && ['RCPT TO', 'DATA'].includes(command);
