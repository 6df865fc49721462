import { describe, expect, it } from '@jest/globals';
import { stripVTControlCharacters } from 'node:util';
import { messageLine } from './message-line.ts';
import { selection, shortType } from './selection.ts';
import type { TailedMessage } from './tail-messages.ts';

const janesOrder: TailedMessage = {
  id: '019aa000-0000-7000-8000-000000000001',
  type: 'ftgo.order.OrderCreated.v1',
  source: '/ftgo/order-service',
  subject: '019aa000-0000-7000-8000-00000000beef',
  time: new Date('2026-11-21T07:12:26.310Z'),
  contentType: 'application/json',
  correlationId: '019aa000-0000-7000-8000-00000000cafe',
  channel: 'ftgo.order.events',
  partition: 2,
  offset: '15',
  key: '019aa000-0000-7000-8000-00000000beef',
  body: { total: { amount: 1250, currency: 'USD' }, note: 'two\nlines', lineItems: [{ menuItemId: '019aa000-0000-7000-8000-000000000001', quantity: 2 }] },
};

describe('a line of npm run messages', () => {
  it('says when, what, of what, where, and what is in it', () => {
    expect(messageLine(janesOrder, { colour: false })).toBe(
      '07:12:26.310 OrderCreated               …0000beef order.events 2/15            of …0000cafe total=12.50 USD note=two lines lineItems=[{menuItemId=…00000001 quantity=2}]',
    );
  });

  it('fits the width', () => {
    expect(messageLine(janesOrder, { colour: false, width: 120 })).toHaveLength(120);
    expect(messageLine(janesOrder, { colour: false, width: 120 })).toMatch(/…$/);
  });

  it('has the same text in colour, and one colour for a key', () => {
    const line = messageLine(janesOrder, { colour: true });
    expect(stripVTControlCharacters(line)).toBe(messageLine(janesOrder, { colour: false }));
    const colourOf = (text: string) => /\[(\d+)m…/.exec(text)?.[1];
    expect(colourOf(messageLine({ ...janesOrder, offset: '16' }, { colour: true }))).toBe(colourOf(line));
  });

  it('shows what is no JSON', () => {
    expect(messageLine({ ...janesOrder, type: '', body: 'not\n\u001b[31mjson' }, { colour: false })).toMatch(/\(no type\).*not \[31mjson$/);
    expect(messageLine({ ...janesOrder, body: null }, { colour: false })).toMatch(/null$/);
  });
});

describe('a selection of messages', () => {
  it.each([
    [{}, true],
    [{ type: 'ordercreated' }, true],
    [{ type: 'Order*' }, true],
    [{ type: 'ftgo.order.*' }, true],
    [{ type: '*Failed' }, false],
    [{ type: 'Created' }, false],
    [{ channel: 'order.events' }, true],
    [{ channel: 'ftgo.order.events' }, true],
    [{ channel: 'orderXevents' }, false],
    [{ channel: 'ticket*' }, false],
    [{ order: '0000beef' }, true],
    [{ order: '019aa000-0000-7000-8000-00000000beef' }, true],
    [{ order: '019aa000-0000-7000-8000-00000000dead' }, false],
    [{ order: '0000beef', type: '*Failed' }, false],
  ])('%j takes an OrderCreated: %s', (wanted, taken) => {
    expect(selection(wanted)(janesOrder)).toBe(taken);
  });

  it('takes what mentions the order under another key', () => {
    const mentions = { ...janesOrder, key: 'account-of-jane', body: { orderId: janesOrder.key } };
    expect(selection({ order: janesOrder.key })(mentions)).toBe(true);
  });

  it.each([
    ['ftgo.order.OrderCreated.v1', 'OrderCreated'],
    ['Stranger', 'Stranger'],
    ['', ''],
  ])('calls %j %j', (type, short) => {
    expect(shortType(type)).toBe(short);
  });
});
