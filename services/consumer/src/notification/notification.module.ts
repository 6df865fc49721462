import { type DynamicModule, Module } from '@nestjs/common';
import type { ConsumerConfig } from '../config.ts';
import { AddressBook, MailPace, MailServer, MailWanted, NotificationQueries, NotifyConsumer, SendMails } from './application/index.ts';
import { usualPatience } from './domain/mail.ts';
import { NotificationRepository } from './domain/notification-repository.ts';
import { NotificationsGrpcController } from './inbound/grpc/notifications.controller.ts';
import { NotificationWatchers } from './inbound/grpc/notification-watchers.ts';
import { NotificationSubscriber } from './inbound/kafka/notification.subscriber.ts';
import { ProgressSubscriber } from './inbound/kafka/progress.subscriber.ts';
import { NotificationsRestController } from './inbound/rest/notifications.controller.ts';
import { MAIL_ROUND_MS, MailSupervisor } from './inbound/timer/mail-supervisor.ts';
import { ConsumerAddressBook } from './outbound/consumer-address-book.ts';
import { PrismaNotificationQueries } from './outbound/prisma/prisma-notification-queries.ts';
import { StoredNotifications } from './outbound/prisma/stored-notifications.ts';
import { SmtpMailServer } from './outbound/smtp/smtp-mail-server.ts';

@Module({})
export class NotificationModule {
  /** @param consumers the module that knows their addresses */
  static with(config: ConsumerConfig, consumers: DynamicModule): DynamicModule {
    const { FTGO_SMTP_URL: url, FTGO_MAIL_FROM: from, FTGO_MAILS_PER_SECOND: perSecond, FTGO_MAIL_RETRY_MS: firstPause } = config;
    const perRound = Math.max(1, Math.round((perSecond * MAIL_ROUND_MS) / 1_000));
    return {
      module: NotificationModule,
      imports: [consumers],
      controllers: [NotificationsGrpcController, NotificationsRestController, NotificationSubscriber, ProgressSubscriber],
      providers: [
        { provide: NotificationRepository, useClass: StoredNotifications },
        { provide: NotificationQueries, useClass: PrismaNotificationQueries },
        { provide: AddressBook, useClass: ConsumerAddressBook },
        { provide: MailWanted, useValue: new MailWanted(url !== undefined) },
        { provide: MailServer, useFactory: () => new SmtpMailServer({ url: url ?? 'smtp://127.0.0.1', from }) },
        { provide: MailPace, useValue: new MailPace(perRound, { ...usualPatience, firstPause }) },
        NotifyConsumer,
        SendMails,
        NotificationWatchers,
        MailSupervisor,
      ],
    };
  }
}
