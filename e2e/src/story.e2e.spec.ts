import { expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import { storyOf } from '../../infra/story/story.ts';
import { placed, reaches, someConsumer, someRestaurant, stack } from './ftgo.ts';

it("tells an order's story: its state everywhere, then what was written, why, where it lies and who handled it", async () => {
  const jane = await someConsumer();
  const orderId = await placed(jane, await someRestaurant(jane));
  await reaches('APPROVED', jane, orderId);

  // What follows from a commit may be seen before the commit is.
  const story = await eventually(async () => {
    const told = await storyOf(stack, orderId);
    expect(told).toMatch(/^ *consumer .* state=AUTHORIZED/m);
    return told;
  });

  for (const state of ['order .* state=APPROVED', 'restaurant .* state=(CREATE_PENDING|AWAITING_ACCEPTANCE)']) {
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
