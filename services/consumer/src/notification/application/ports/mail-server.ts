import type { Addressee } from './address-book.ts';

export interface OutgoingMail {
  /** Of the notification: the same at each attempt, so that a mail that comes twice is known for one. */
  readonly id: string;
  /** Mails of one order belong together. */
  readonly orderId: string;
  readonly to: Addressee;
  readonly subject: string;
  readonly text: string;
  readonly date: Date;
}

/** The mail will never be taken, however often it is sent: nobody has that address, or it is no mail. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

export abstract class MailServer {
  /**
   * Resolves once the server has taken the mail: from then on it cannot be taken back. It ends within half a minute.
   *
   * @throws MailRefused; anything else may pass, and whether the mail went out is not known then.
   */
  abstract send(mail: OutgoingMail): Promise<void>;
}
