import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type ServiceDatabase, heard, serviceDatabase } from '@ftgo/component-testing';
import { MailCatcher } from '@ftgo/testing/mail-catcher';
import { PassingFault, type WritePath } from '@ftgo/write-path';
import { Logger } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import { AddressBook, MailPace, MailWanted, NotifyConsumer, SendMails } from '../../application/index.ts';
import type { Mail, MailPatience } from '../../domain/mail.ts';
import { impatience, newsOf } from '../../domain/notification.mother.ts';
import { NotificationRepository } from '../../domain/notification-repository.ts';
import { SmtpMailServer } from '../smtp/smtp-mail-server.ts';
import { PrismaNotificationQueries } from './prisma-notification-queries.ts';
import { StoredNotifications } from './stored-notifications.ts';

class OneAddress extends AddressBook {
  override find() {
    return Promise.resolve({ name: 'Jane', email: 'jane@ftgo.example' });
  }
}

/** A process that is killed when the server has taken the mail and before that is kept. */
class KilledOnceSent extends StoredNotifications {
  private steps = 0;

  override updateMail(id: string, change: (mail: Mail) => Mail) {
    return ++this.steps === 1 ? super.updateMail(id, change) : Promise.reject(new Error('killed'));
  }
}

const from = 'FTGO <orders@ftgo.example>';

let database: ServiceDatabase<PrismaClient>;
let mailServer: MailCatcher;
let smtp: SmtpMailServer;
let queries: PrismaNotificationQueries;

beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await serviceDatabase('consumer', PrismaClient);
  queries = new PrismaNotificationQueries(database.prisma);
});
afterAll(() => database?.drop());
beforeEach(async () => {
  mailServer = await MailCatcher.open();
  smtp = new SmtpMailServer({ url: mailServer.url, from });
});
afterEach(async () => {
  smtp.onApplicationShutdown();
  await mailServer.close();
});

/** An instance of the service that tells, on a write path of its own. */
const telling = (writePath: WritePath): NotifyConsumer => new NotifyConsumer(new StoredNotifications(writePath), queries, new MailWanted(true));

/** And one that mails. */
const mailing = (notifications: NotificationRepository, patience: Partial<MailPatience> = {}, server = smtp): SendMails =>
  new SendMails(notifications, queries, new OneAddress(), server, new MailPace(50, { ...impatience, ...patience }));

async function tell(consumerId: string, kind: string, orderId = uuidv7(), writePath = database.writePath): Promise<void> {
  await telling(writePath).execute({ ...newsOf(kind), consumerId, orderId, happenedAt: new Date() }, heard('notification', orderId));
}

const mailStates = async (consumerId: string) => (await queries.list(consumerId, 100)).notifications.map(({ mail }) => mail).toReversed();

describe('the notifications of a consumer', () => {
  it('are numbered without gaps, whichever instance writes them', async () => {
    const jane = uuidv7();
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => tell(jane, 'TICKET_ACCEPTED', uuidv7(), n % 2 ? database.writePath : database.anotherInstance)),
    );
    const { notifications } = await queries.list(jane, 100);
    expect(notifications.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, n) => 40 - n));
    expect((await queries.since(jane, 37, 100)).map(({ number }) => number)).toEqual([38, 39, 40]);
    expect(await queries.lastNumbers([jane, uuidv7()])).toEqual(new Map([[jane, 40]]));
  });
});

describe('mails that are due', () => {
  it('are sent once by two instances that look for them at once', async () => {
    const jane = uuidv7();
    for (let n = 0; n < 10; n++) await tell(jane, 'ORDER_APPROVED');
    const instances = [database.writePath, database.anotherInstance].map((writePath) => mailing(new StoredNotifications(writePath)));
    await Promise.all(instances.map((instance) => instance.execute()));
    expect(mailServer.mails).toHaveLength(10);
    expect(await mailStates(jane)).toEqual(Array(10).fill({ state: 'SENT', attempts: 1 }));
  });

  it('are sent again, under the same Message-ID, when whoever sent them fell before that was kept (T17)', async () => {
    const jane = uuidv7();
    await tell(jane, 'ORDER_APPROVED');
    await expect(mailing(new KilledOnceSent(database.writePath), { attemptWithin: 0 }).execute()).rejects.toThrow('killed');
    expect(await mailStates(jane)).toEqual([expect.objectContaining({ state: 'PENDING', attempts: 1 })]);

    await mailing(new StoredNotifications(database.anotherInstance)).execute();
    expect(await mailStates(jane)).toEqual([{ state: 'SENT', attempts: 2 }]);
    const [first, again] = mailServer.mails;
    expect([mailServer.mails.length, again?.messageId]).toEqual([2, first!.messageId]);
  });

  it('of one order are sent in the order in which they were told, and wait for each other', async () => {
    const [jane, order] = [uuidv7(), uuidv7()];
    await tell(jane, 'ORDER_APPROVED', order);
    await tell(jane, 'ORDER_CANCELLED', order);
    expect(await queries.dueMails(new Date(), 50)).toHaveLength(1);
    const instance = mailing(new StoredNotifications(database.writePath));
    await instance.execute();
    await instance.execute();
    expect(mailServer.mails.map(({ subject }) => subject)).toEqual(['Your FTGO order: order approved', 'Your FTGO order: order cancelled']);
  });

  it('do not hold back those of other orders', async () => {
    const jane = uuidv7();
    const nobodyThere = new SmtpMailServer({ url: 'smtp://127.0.0.1:1', from });
    const anHour = { firstPause: 3_600_000, longestPause: 3_600_000 };
    await tell(jane, 'ORDER_APPROVED');
    await mailing(new StoredNotifications(database.writePath), anHour, nobodyThere).execute();
    nobodyThere.onApplicationShutdown();
    expect(await mailStates(jane)).toEqual([{ state: 'PENDING', attempts: 1, dueAt: expect.any(Date), detail: expect.stringContaining('ECONNREFUSED') }]);

    await tell(jane, 'ORDER_APPROVED');
    await mailing(new StoredNotifications(database.writePath)).execute();
    expect((await mailStates(jane)).map(({ state }) => state)).toEqual(['PENDING', 'SENT']);
  });
});

describe('news by somebody who does not know whose order it is', () => {
  it('wait for the approval though they are old, for as long as it may be on its way to an instance that was away', async () => {
    const jane = uuidv7();
    const orderId = uuidv7();
    const happenedAt = new Date(Date.now() - 3_600_000);
    const backAgain = telling(database.writePath);
    const accepted = () => backAgain.ofOrder({ orderId, kind: 'TICKET_ACCEPTED', detail: '', happenedAt }, heard('notification', orderId));
    await expect(accepted()).rejects.toThrow(PassingFault);
    await tell(jane, 'ORDER_APPROVED', orderId);
    await accepted();
    expect((await queries.list(jane, 10)).notifications.map(({ kind }) => kind)).toEqual(['TICKET_ACCEPTED', 'ORDER_APPROVED']);
  });

  it('are not told where nobody was told of the order for long', async () => {
    const longAgo = telling(database.writePath);
    const aMinuteLater = Date.now() + 60_001;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => aMinuteLater);
    const old = { orderId: uuidv7(), kind: 'TICKET_ACCEPTED', detail: '', happenedAt: new Date(aMinuteLater - 60_001) };
    await longAgo.ofOrder(old, heard('notification', old.orderId)).finally(() => clock.mockRestore());
  });
});
