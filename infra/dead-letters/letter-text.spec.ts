import { describe, expect, it } from '@jest/globals';
import { type DeadLetterInFull, letterLine, letterText, outcomeText } from './letter-text.ts';

const letter: DeadLetterInFull = {
  deadLetterId: '0192f000-0000-7000-8000-00000000dead',
  service: 'delivery',
  subscriber: 'delivery',
  key: 'order-1',
  state: 'DEAD',
  behind: 1,
  underWay: false,
  messageId: 'message-1',
  type: 'ftgo.order.OrderApproved.v1',
  origin: { channel: 'ftgo.order.events', partition: 2, offset: '41' },
  error: { class: 'TypeError', detail: 'to be delivered nowhere' },
  attempts: 1,
  parkedAt: '2026-11-21T07:00:01Z',
  headers: [{ name: 'ce_id', value: 'message-1' }, { name: 'x', base64: '/w==' }],
  body: { orderId: 'order-1' },
  waiting: [],
};

it('a line of the list says what failed, where and how', () => {
  expect(letterLine(letter)).toBe(
    '0192f000-0000-7000-8000-00000000dead  DEAD       delivery/delivery      OrderApproved of order-1  (1 behind it)  TypeError: to be delivered nowhere',
  );
});

describe('a dead letter in full', () => {
  const text = letterText({ ...letter, waiting: [{ ...letter, deadLetterId: 'the next', state: 'WAITING', error: undefined, behind: 0 }] });
  it.each(['TypeError: to be delivered nowhere (tried 1 times)', '/w== (Base64)', 'orderId=order-1', 'ftgo.order.events, partition 2, offset 41', '  the next  WAITING'])('says %j', (part) =>
    expect(text).toContain(part),
  );

  it('shows what it can of bytes that cannot be read, and none where there are none', () => {
    const { body: _, ...without } = letter;
    expect(letterText({ ...without, bodyBase64: Buffer.from('{"n":').toString('base64') })).toContain('5 bytes that cannot be read: {"n":');
    expect(letterText(without)).toContain('none (a tombstone)');
  });

  it('does nothing to a terminal', () => {
    const nasty = letterText({ ...letter, key: 'a\u001b[2Jb', error: { class: 'E', detail: '\u0007' } });
    expect(nasty).toContain('a\uFFFD[2Jb');
    for (const control of ['\u0007', '\u001b']) expect(nasty).not.toContain(control);
  });
});

it.each([
  [{ state: 'REPLAYED', behind: 0 }, 'REPLAYED; order-1 is free'],
  [{ state: 'DISCARDED', behind: 2 }, 'DISCARDED; 2 of order-1 wait'],
  [{}, 'It failed again: TypeError: to be delivered nowhere; 1 wait behind it'],
  [{ underWay: true }, 'It takes long, and goes on: look again with `show`.'],
] as const)('an outcome such as %j is told', (change, told) => {
  expect(outcomeText({ ...letter, ...change })).toBe(told);
});
