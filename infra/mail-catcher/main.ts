// The mail server of the local stack, as a process of its own: it takes mail for every address but nobody's, and delivers none.
import { MailCatcher } from '@ftgo/testing/mail-catcher';
import { serveMails } from './serve-mails.ts';

const [smtpPort, httpPort] = process.argv.slice(2).map(Number);
const catcher = await MailCatcher.open({ port: smtpPort, refuses: (address) => address.startsWith('nobody') });
const server = serveMails(catcher).listen(httpPort, '127.0.0.1');

const stop = (): void => {
  server.close();
  server.closeAllConnections();
  void catcher.close().then(() => process.exit(0));
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
