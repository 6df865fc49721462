// What the notification module can do.
export { MailWanted, NotifyConsumer } from './notify-consumer.ts';
export { AddressBook } from './ports/address-book.ts';
export { MailServer } from './ports/mail-server.ts';
export { NotificationQueries } from './ports/notification-queries.ts';
export { MailPace, SendMails } from './send-mails.ts';
