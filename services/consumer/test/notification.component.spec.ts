import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnderTest } from '@ftgo/component-testing';
import { ConsumerGrpc, accountEvents, authorizationEvents, consumerCommands, consumerEvents } from '@ftgo/consumer-api';
import { deliveryEvents } from '@ftgo/delivery-api';
import { headersOf } from '@ftgo/envelope';
import { orderEvents, orderReplies } from '@ftgo/order-api';
import { ticketEvents } from '@ftgo/restaurant-api';
import { refusalOf } from '@ftgo/service-runtime';
import type { Caller } from '@ftgo/sign-in';
import { eventually, freePorts } from '@ftgo/testing';
import { MailCatcher } from '@ftgo/testing/mail-catcher';
import type { ServiceError } from '@grpc/grpc-js';
import { v7 as uuidv7 } from 'uuid';
import { consumerService } from '../src/consumer-service.module.ts';

const channels = [consumerEvents, accountEvents, authorizationEvents, consumerCommands, deliveryEvents, orderEvents, orderReplies, ticketEvents].map(
  (types) => Object.values(types)[0]!.channel,
);
const { signUp, listNotifications } = ConsumerGrpc.ConsumerServiceService;

let service: ServiceUnderTest;
let mailServer: MailCatcher;

beforeAll(async () => {
  // One that the system hands out could be another's when the mail server comes back.
  const [port] = await freePorts(1);
  mailServer = await MailCatcher.open({ port, refuses: (address) => address.startsWith('nobody') });
  service = await ServiceUnderTest.start('consumer', consumerService, channels, {
    FTGO_SMTP_URL: mailServer.url,
    FTGO_MAILS_PER_SECOND: '100',
    FTGO_MAIL_RETRY_MS: '100',
  });
}, 90_000);
afterAll(async () => {
  await service?.stop();
  await mailServer?.close();
});

async function someone(name = 'jane') {
  const email = `${name}.${uuidv7()}@ftgo.example`;
  const { consumerId } = await service.call(signUp, { name: 'Jane Eyre', email, password: 'ftgo-demo', idempotencyKey: '' });
  return { consumerId, email, caller: { id: consumerId, role: 'consumer' } satisfies Caller as Caller };
}

const tell = (consumerId: string, kind: string, { orderId = uuidv7(), detail = '', id = uuidv7() } = {}) =>
  service.publish(consumerCommands.NotifyConsumer, orderId, { consumerId, orderId, kind, detail }, id);

const toldTo = async ({ consumerId, caller }: { consumerId: string; caller: Caller }, page = { limit: 20, after: '' }) =>
  service.call(listNotifications, { consumerId, page }, caller);

/** The notifications of a consumer, newest first, once there are so many. */
const told = (person: { consumerId: string; caller: Caller }, count: number) =>
  eventually(async () => {
    const { notifications } = await toldTo(person);
    expect(notifications).toHaveLength(count);
    return notifications;
  });

const mailsTo = (email: string) => mailServer.mails.filter(({ to }) => to === email);

describe('a consumer', () => {
  it('is told what the order service says, in order, and without an answer to it', async () => {
    const jane = await someone();
    const orderId = uuidv7();
    await tell(jane.consumerId, 'ORDER_APPROVED', { orderId });
    await tell(jane.consumerId, 'ORDER_CANCELLED', { orderId, detail: 'We are out of rice.' });
    expect(await told(jane, 2)).toMatchObject([
      { number: 2, kind: 'ORDER_CANCELLED', orderId, text: expect.stringContaining('out of rice') },
      { number: 1, kind: 'ORDER_APPROVED', orderId },
    ]);
    expect(service.toldOf(orderId)).toEqual([]);
  });

  it('is told once what is said twice', async () => {
    const jane = await someone();
    const [orderId, id] = [uuidv7(), uuidv7()];
    await tell(jane.consumerId, 'ORDER_APPROVED', { orderId, id });
    await tell(jane.consumerId, 'ORDER_APPROVED', { orderId, id });
    await tell(jane.consumerId, 'ORDER_DELIVERED', { orderId });
    expect((await told(jane, 2)).map(({ kind }) => kind)).toEqual(['ORDER_DELIVERED', 'ORDER_APPROVED']);
  });

  it('is told of what kitchen and delivery do with their order, who know nothing of it, where there are words for it (S8)', async () => {
    const jane = await someone();
    const [orderId, restaurantId] = [uuidv7(), uuidv7()];
    await service.publish(ticketEvents.TicketAccepted, orderId, { orderId, restaurantId, readyBy: new Date() });
    await service.publish(ticketEvents.TicketCancelled, orderId, { orderId, restaurantId });
    await tell(jane.consumerId, 'ORDER_APPROVED', { orderId });
    await told(jane, 2);
    const near = { id: uuidv7(), type: 'ftgo.delivery.DeliveryNear.v1', source: 'test', subject: orderId, time: new Date().toISOString() };
    const headers = headersOf({ ...near, correlationId: orderId, contentType: 'application/json' });
    await service.send(deliveryEvents.DeliveryCreated.channel, orderId, 'in no format that anybody reads', headers);
    expect((await told(jane, 3)).map(({ kind }) => kind)).toEqual(['DELIVERY_NEAR', 'TICKET_ACCEPTED', 'ORDER_APPROVED']);
  });

  it('pages through what they were told', async () => {
    const jane = await someone();
    for (let n = 0; n < 3; n++) await tell(jane.consumerId, 'ORDER_APPROVED');
    await told(jane, 3);
    const first = await toldTo(jane, { limit: 2, after: '' });
    expect(first).toMatchObject({ notifications: [{ number: 3 }, { number: 2 }], nextAfter: '2' });
    expect(await toldTo(jane, { limit: 2, after: first.nextAfter })).toMatchObject({ notifications: [{ number: 1 }], nextAfter: '' });
  });

  it('is told of things by REST as well, and nobody else is', async () => {
    const [jane, mallory] = [await someone(), await someone('mallory')];
    await tell(jane.consumerId, 'ORDER_APPROVED');
    await told(jane, 1);
    const path = `/v1/consumers/${jane.consumerId}/notifications`;
    expect((await service.get(path, jane.caller)).body.notifications).toMatchObject([{ kind: 'ORDER_APPROVED' }]);
    expect((await service.get(path, mallory.caller)).body).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    const refused = await toldTo({ ...jane, caller: mallory.caller }).catch((error: ServiceError) => refusalOf(error));
    expect(refused).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('a mail', () => {
  it('tells what is settled, once, under the id of its notification', async () => {
    const jane = await someone();
    const orderId = uuidv7();
    await tell(jane.consumerId, 'ORDER_APPROVED', { orderId });
    const [notification] = await eventually(async () => {
      const all = await told(jane, 1);
      expect(all[0]!.mail).toEqual({ state: 'SENT', attempts: 1, detail: '' });
      return all;
    });
    expect(mailsTo(jane.email)).toEqual([
      {
        messageId: `<${notification!.notificationId}@ftgo.example>`,
        to: jane.email,
        subject: 'Your FTGO order: order approved',
        text: expect.stringMatching(/^Dear Jane Eyre,\n\nYour order is approved/),
        references: `<order-${orderId}@ftgo.example>`,
      },
    ]);
  });

  it('whose answer was lost is sent again, and known for the same by its Message-ID (T17)', async () => {
    const jane = await someone();
    mailServer.loseNextAnswer(jane.email);
    await tell(jane.consumerId, 'ORDER_APPROVED');
    await eventually(async () => expect((await told(jane, 1))[0]!.mail).toMatchObject({ state: 'SENT', attempts: 2 }));
    const [first, again] = mailsTo(jane.email);
    expect(again).toEqual(first);
  });

  it('to an address that nobody has is tried once and ends as failed', async () => {
    const nobody = await someone('nobody');
    await tell(nobody.consumerId, 'ORDER_APPROVED');
    const failed = { state: 'FAILED', attempts: 1, detail: expect.stringContaining('550 No such user here') };
    await eventually(async () => expect((await told(nobody, 1))[0]!.mail).toMatchObject(failed));
  });

  it('waits for a mail server that is away, and delays nothing else', async () => {
    const jane = await someone();
    const orderId = uuidv7();
    const { port } = new URL(mailServer.url);
    await mailServer.close();
    await tell(jane.consumerId, 'ORDER_APPROVED', { orderId });
    await tell(jane.consumerId, 'ORDER_CANCELLED', { orderId });
    await eventually(async () => expect((await told(jane, 2))[1]!.mail).toMatchObject({ state: 'PENDING', detail: expect.stringContaining('ECONNREFUSED') }));
    mailServer = await MailCatcher.open({ port: Number(port) });
    await eventually(async () => expect((await told(jane, 2)).map(({ mail }) => mail!.state)).toEqual(['SENT', 'SENT']), { within: 20_000 });
    // The correction comes behind what it corrects.
    expect(mailsTo(jane.email).map(({ subject }) => subject)).toEqual(['Your FTGO order: order approved', 'Your FTGO order: order cancelled']);
  });
});
