import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { storyOf } from '../../infra/story/story.ts';
import { place, reaches, someConsumer, someRestaurant, stack } from './ftgo.ts';

it("tells an order's story: its state everywhere, then what was written, why, where it lies and who handled it", async () => {
  const jane = await someConsumer();
  const { body } = await place(jane, await someRestaurant(jane), 1, { 'idempotency-key': randomUUID() });
  const { orderId } = body;
  await reaches('APPROVED', jane, orderId);

  const story = await storyOf(stack, orderId);

  for (const state of ['order .* state=APPROVED', 'consumer .* state=AUTHORIZED', 'restaurant .* state=(CREATE_PENDING|AWAITING_ACCEPTANCE)']) {
    expect(story).toMatch(new RegExp(`^ *${state}`, 'm'));
  }
  expect(story).toMatch(/order +answers the request with the key/);
  const told = [
    'order +writes OrderCreated \\S+; it lies at ftgo.order.events \\d+/\\d+',
    'consumer +writes AccountAuthorized \\S+ because of (TicketCreated|ConsumerVerified)',
    'order \\(order\\) +has handled AccountAuthorized',
  ].map((line) => story.search(new RegExp(line)));
  expect(told).not.toContain(-1);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
});
