import { describe, expect, it } from '@jest/globals';
import { notify } from './notification.ts';
import { NOTIFICATION, newsOf, noon } from './notification.mother.ts';

const tell = (kind: string, detail?: string, { mails = true, last }: { mails?: boolean; last?: number } = {}) =>
  notify(last === undefined ? undefined : { last }, NOTIFICATION, newsOf(kind, detail), { mails, now: noon });

describe('a notification', () => {
  it('is the first of its consumer, or the next', () => {
    expect(tell('ORDER_APPROVED')).toMatchObject({ box: { last: 1 }, notification: { number: 1 } });
    expect(tell('ORDER_APPROVED', '', { last: 41 })).toMatchObject({ box: { last: 42 }, notification: { number: 42 } });
  });

  it('says why, in the words of whoever decided', () => {
    expect(tell('ORDER_REJECTED', 'The restaurant is closed.').notification.text).toBe('Your order could not be taken. The restaurant is closed.');
  });

  it('of a cancelled order takes back what was told before', () => {
    expect(tell('ORDER_CANCELLED', 'We are out of rice.').notification.text).toMatch(/cancelled. We are out of rice. .* no longer holds/);
  });

  it('of what is settled goes by mail at once', () => {
    expect(tell('ORDER_APPROVED').notification.mail).toEqual({ state: 'PENDING', attempts: 0, dueAt: noon });
  });

  it('of what passes by is for the screen', () => {
    expect(tell('TICKET_PREPARATION_STARTED').notification.mail).toEqual({ state: 'NONE' });
  });

  it('goes by no mail where there is no mail server', () => {
    expect(tell('ORDER_APPROVED', '', { mails: false }).notification.mail).toEqual({ state: 'NONE' });
  });

  it.each(['ORDER_TELEPORTED', 'constructor'])('of a kind of tomorrow (%s) is told by its name', (kind) => {
    expect(tell(kind, 'Mind the gap.').notification).toMatchObject({ kind, text: expect.stringContaining('Mind the gap.'), mail: { state: 'NONE' } });
  });
});
