import { join } from 'node:path';
import { workspaceRoot } from '../folders.ts';
import type { MailPorts } from '../ports.ts';
import type { ServerSpec } from '../server-process.ts';
import { host, inherited, isReady } from '../services.ts';

export const smtpUrl = ({ smtp }: MailPorts): string => `smtp://${host}:${smtp}`;
/** Where the mails can be read. */
export const mailsUrl = ({ http }: MailPorts): string => `http://${host}:${http}`;

/** How to run the mail server of the local stack. */
export const mailCatcherSpec = (ports: MailPorts, logs: string): ServerSpec => ({
  name: 'mail',
  command: process.execPath,
  args: [join(workspaceRoot, 'infra', 'mail-catcher', 'main.ts'), `${ports.smtp}`, `${ports.http}`],
  cwd: workspaceRoot,
  env: inherited(),
  logFile: join(logs, 'mail.log'),
  ready: () => isReady(`${mailsUrl(ports)}/`),
  readyWithin: 30_000,
  stopSignal: 'SIGTERM',
  stopWithin: 3_000,
});
