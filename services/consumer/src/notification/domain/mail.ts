/**
 * The mail that tells a notification. Nobody can take a mail back, nor send it in the commit that keeps it. So an attempt is kept first, the
 * mail is sent, and that it was sent is kept last: whoever falls in between sends it again.
 */
export type Mail =
  | { readonly state: 'NONE' }
  | {
      readonly state: 'PENDING';
      readonly attempts: number;
      /** When it is sent, or, while an attempt is under way, when that one is taken for lost. */
      readonly dueAt: Date;
      /** Why the last attempt failed. */
      readonly detail?: string;
    }
  | { readonly state: 'SENT'; readonly attempts: number }
  | { readonly state: 'FAILED'; readonly attempts: number; readonly detail: string };

export interface MailPatience {
  /** How long an attempt may take before it is taken for lost, in milliseconds: longer than any attempt does. */
  readonly attemptWithin: number;
  /** The pause after the first failure; it doubles with each further one. */
  readonly firstPause: number;
  readonly longestPause: number;
  readonly attempts: number;
}

/** About an hour: later nobody wants to know it any more. */
export const usualPatience: MailPatience = { attemptWithin: 60_000, firstPause: 2_000, longestPause: 600_000, attempts: 14 };

const after = (now: Date, milliseconds: number): Date => new Date(now.getTime() + milliseconds);

/** Takes the mail for an attempt. The same object where it is not due, or not any more: somebody else has taken it. */
export function attempt(mail: Mail, now: Date, { attemptWithin, attempts }: MailPatience): Mail {
  if (mail.state !== 'PENDING' || mail.dueAt > now) return mail;
  if (mail.attempts >= attempts) return refused(mail, mail.detail ?? 'No attempt came to an end.');
  return { ...mail, attempts: mail.attempts + 1, dueAt: after(now, attemptWithin) };
}

/** The server has taken it, whichever attempt it was. */
export function sent(mail: Mail): Mail {
  return mail.state === 'PENDING' ? { state: 'SENT', attempts: mail.attempts } : mail;
}

/** An attempt failed in a way that may pass. The last of them ends it. */
export function failed(mail: Mail, detail: string, now: Date, patience: MailPatience): Mail {
  if (mail.state !== 'PENDING') return mail;
  if (mail.attempts >= patience.attempts) return refused(mail, detail);
  const pause = Math.min(patience.firstPause * 2 ** (mail.attempts - 1), patience.longestPause);
  return { ...mail, dueAt: after(now, pause), detail };
}

/** The server will never take it: nobody has that address. */
export function refused(mail: Mail, detail: string): Mail {
  return mail.state === 'PENDING' ? { state: 'FAILED', attempts: mail.attempts, detail } : mail;
}
