import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StackControl } from '../../infra/control.ts';
import { type Person, type Restaurant, balancedBooks, operator, place, reaches, someConsumer, someRestaurant, stack } from './ftgo.ts';

const everyoneElse = ['consumer', 'restaurant', 'delivery', 'kafka'];
const ORDERS = 30;
const control = new StackControl(stack.dataFolder);

let jane: Person;
let ajanta: Restaurant;

beforeAll(async () => {
  jane = await someConsumer(10_000_000);
  ajanta = await someRestaurant(jane);
  await operator();
});

afterAll(() => control.up());

describe('with consumer, restaurant, delivery and Kafka all down', () => {
  it('orders are accepted, and approved once the others are back', async () => {
    await control.down(...everyoneElse);
    const answers = await Promise.all(Array.from({ length: ORDERS }, () => place(jane, ajanta)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ body }) => body.state))).toEqual(new Set(['APPROVAL_PENDING']));
    await control.up(...everyoneElse);
    await Promise.all(answers.map(({ body }) => reaches('APPROVED', jane, body.orderId, 60_000)));
    await balancedBooks();
  }, 180_000);
});
