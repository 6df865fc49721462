import { notificationsOf, tellAll } from '../notifications.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

interface Mail {
  readonly messageId: string;
  readonly subject: string;
  readonly references: string;
}

export const mailedTwice: Scenario = {
  name: 'mailed-twice',
  shows: 'A mail cannot be taken back: when the answer to it is lost it comes twice, known by its Message-ID; when it turns out wrong another corrects it.',
  async play(stage) {
    const { narrator, servers } = stage;
    if (!servers.mailsUrl) return narrator.say('Passed over: mail goes to a server that is not of this stack.');
    const yves = await stage.newConsumer('Yves');
    const { email } = await yves.get<{ email: string }>(`/v1/consumers/${yves.id}`);
    await fetch(`${servers.mailsUrl}/lose-next-answer?to=${email}`, { method: 'POST' });
    narrator.deed('the mail server will take the next mail to Yves, and the line will break before it says so');
    const order = await OrderStory.place(stage, yves);
    await order.reaches('APPROVED');
    await notificationsOf(yves, 'by mail', (told) => told[0]?.mail.state === 'SENT', 60_000);
    await order.isHandled('reject', { reason: 'We are out of rice.' });
    const told = await notificationsOf(yves, 'that it is cancelled, by mail', (all) => all.at(-1)?.kind === 'ORDER_CANCELLED' && all.at(-1)?.mail.state === 'SENT', 60_000);
    order.hush();
    tellAll(narrator, told);
    const mails = ((await (await fetch(`${servers.mailsUrl}/mails`)).json()) as Mail[]).filter(({ references }) => references.includes(order.id));
    for (const { subject, messageId } of mails) narrator.fact('mailed', `${subject}  ${messageId}`);
    narrator.blank();
    const [first, again, correction] = mails;
    narrator.check('the first mail was sent twice, by two attempts', told[0]?.mail.attempts === 2 && mails.length === 3, `${told[0]?.mail.attempts} attempts, ${mails.length} mails`);
    narrator.check('and is known for one by its Message-ID', first?.messageId === again?.messageId);
    narrator.check('the last mail takes back what the first one said', /order cancelled/.test(correction?.subject ?? ''), correction?.subject);
    narrator.say(`Read them at ${servers.mailsUrl}`);
  },
};
