import { Injectable } from '@nestjs/common';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import type { NotificationModel } from '../../../generated/prisma/models/Notification.ts';
import { NotificationQueries, type NotificationPage } from '../../application/ports/notification-queries.ts';
import type { Notification } from '../../domain/notification.ts';
import { notificationIn } from './notification-tables.ts';

@Injectable()
export class PrismaNotificationQueries extends NotificationQueries {
  constructor(private readonly prisma: PrismaClient) {
    super();
  }

  async list(consumerId: string, limit: number, after?: number): Promise<NotificationPage> {
    const found = await this.prisma.notification.findMany({
      where: { consumerId, ...(after !== undefined && { number: { lt: after } }) },
      orderBy: { number: 'desc' },
      take: limit + 1,
    });
    const notifications = found.slice(0, limit).map(read);
    return { notifications, ...(found.length > limit && { nextAfter: notifications.at(-1)!.number }) };
  }

  async since(consumerId: string, number: number, limit: number): Promise<readonly Notification[]> {
    const found = await this.prisma.notification.findMany({
      where: { consumerId, number: { gt: number } },
      orderBy: { number: 'asc' },
      take: limit,
    });
    return found.map(read);
  }

  async lastNumbers(consumerIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const boxes = await this.prisma.notificationBox.findMany({ where: { id: { in: [...consumerIds] } }, select: { id: true, last: true } });
    return new Map(boxes.map(({ id, last }) => [id, last]));
  }

  async consumerOf(orderId: string): Promise<string | undefined> {
    const found = await this.prisma.notification.findFirst({ where: { orderId }, select: { consumerId: true } });
    return found?.consumerId;
  }

  async dueMails(now: Date, limit: number): Promise<readonly string[]> {
    const due = await this.prisma.$queryRaw<{ id: string }[]>`
      select id from notifications due
      where mail_due_at <= ${now}
        and not exists (select from notifications earlier
          where earlier.order_id = due.order_id and earlier.mail_due_at is not null and earlier.number < due.number)
      order by mail_due_at limit ${limit}`;
    return due.map(({ id }) => id);
  }
}

const read = ({ id, ...model }: NotificationModel): Notification =>
  notificationIn(
    {
      consumer_id: model.consumerId,
      number: model.number,
      order_id: model.orderId,
      kind: model.kind,
      text: model.text,
      happened_at: model.happenedAt,
      mail_state: model.mailState,
      mail_attempts: model.mailAttempts,
      mail_due_at: model.mailDueAt,
      mail_detail: model.mailDetail,
    },
    id,
  );
