import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { CaughtMail, MailCatcher } from '@ftgo/testing/mail-catcher';

const readable = ({ to, subject, messageId, text }: CaughtMail): string => `To: ${to}\nSubject: ${subject}\nMessage-ID: ${messageId}\n\n${text}\n`;

/**
 * What was mailed, for whoever has no mailbox: `GET /` as a page of text, newest first; `GET /mails?to=` as JSON, oldest first.
 * `POST /lose-next-answer?to=` breaks the line when the next mail to that address, or to anybody, is taken, before its sender hears so.
 */
export const serveMails = (catcher: MailCatcher): Server =>
  createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const route = `${request.method} ${pathname}`;
    if (route === 'GET /') {
      const pages = catcher.mails.toReversed().map(readable);
      response.setHeader('content-type', 'text/plain; charset=utf-8').end(pages.join(`\n${'-'.repeat(72)}\n\n`) || 'No mail yet.\n');
    } else if (route === 'GET /mails') {
      const to = searchParams.get('to');
      response.setHeader('content-type', 'application/json').end(JSON.stringify(catcher.mails.filter((mail) => !to || mail.to === to)));
    } else if (route === 'POST /lose-next-answer') {
      catcher.loseNextAnswer(searchParams.get('to') ?? undefined);
      response.writeHead(204).end();
    } else response.writeHead(404).end();
  });
