import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routerOf } from '../../infra/router/of-stack.ts';
import { Bout, type Command, type Ended, type StageOfTicket, stages } from './conflicts/bout.ts';
import { type Outcome, conflictsDocument, pairs } from './conflicts/document.ts';
import { type Person, type Restaurant, balancedBooks, someConsumer, someRestaurant, stack } from './ftgo.ts';

const document = new URL('../../docs/conflicts.md', import.meta.url);
const AT_ONCE = 12;
const WITHOUT_LIMIT = 10_000_000;

let jane: Person;
let ajanta: Restaurant;

const nameOf = (stage: StageOfTicket, first: Command, second: Command): string => `${stage}: ${first}, then ${second}`;
const outcomes = new Map<string, Outcome | Error>();
const outcomeOf = (stage: StageOfTicket, first: Command, second: Command): Outcome => {
  const outcome = outcomes.get(nameOf(stage, first, second));
  if (!outcome || outcome instanceof Error) throw outcome ?? new Error('was not played');
  return outcome;
};

const all = stages.flatMap((stage) => pairs.map(([first, second]) => ({ name: nameOf(stage, first, second), stage, first, second })));

async function oneAfterTheOther({ stage, first, second }: (typeof all)[number]): Promise<Outcome> {
  const bout = await Bout.at(stage, jane, ajanta);
  const answers = { first: await bout.begin(first), second: await bout.give(second) };
  return { ...answers, end: await bout.ends() };
}

/** So many at a time. */
async function each<T>(things: readonly T[], act: (thing: T) => Promise<void>): Promise<void> {
  const left = [...things];
  const hand = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await act(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
}

beforeAll(async () => {
  await routerOf(stack).reset();
  jane = await someConsumer(WITHOUT_LIMIT);
  ajanta = await someRestaurant(jane);
  await each(all, async (pair) => {
    outcomes.set(pair.name, await oneAfterTheOther(pair).catch((error: Error) => error));
  });
}, 240_000);

afterAll(() => routerOf(stack).reset());

describe('one after the other', () => {
  it.each(all)('$name', ({ stage, first, second }) => {
    const { end } = outcomeOf(stage, first, second);
    expect(['APPROVED', 'CANCELLED']).toContain(end.order);
  });

  it('as docs/conflicts.md says', () => {
    const observed = conflictsDocument(outcomeOf);
    if (process.env['FTGO_WRITE_DOCUMENTS']) writeFileSync(document, observed);
    expect(observed).toBe(readFileSync(document, 'utf8'));
  });
});

describe('at the very same moment', () => {
  const races = [
    ['AWAITING_ACCEPTANCE', 'cancel', 'cancel'],
    ['AWAITING_ACCEPTANCE', 'cancel', 'revise'],
    ['AWAITING_ACCEPTANCE', 'cancel', 'accept'],
    ['AWAITING_ACCEPTANCE', 'cancel', 'reject'],
    ['AWAITING_ACCEPTANCE', 'revise', 'revise'],
    ['AWAITING_ACCEPTANCE', 'revise', 'accept'],
    ['AWAITING_ACCEPTANCE', 'revise', 'reject'],
    ['ACCEPTED', 'cancel', 'preparing'],
    ['ACCEPTED', 'revise', 'preparing'],
    ['PREPARING', 'cancel', 'ready'],
  ] as const;

  it.each(races)('%s: %s and %s come out as one after the other', async (stage, one, other) => {
    const ends = (first: Command, second: Command): Ended => outcomeOf(stage, first, second).end;
    const race = async (): Promise<void> => {
      const bout = await Bout.at(stage, jane, ajanta);
      await Promise.all([bout.give(one), bout.give(other)]);
      expect([ends(one, other), ends(other, one)]).toContainEqual(await bout.ends());
    };
    await Promise.all([race(), race(), race()]);
  });

  it('and all books balance', async () => {
    const { balanced } = await balancedBooks();
    expect(balanced).toBe(true);
  });
});
