import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routerOf } from '../../infra/router/of-stack.ts';
import { Bout, type Cast, type Command, type Ended, type StageName, stageNames, stages } from './conflicts/bout.ts';
import { type Outcome, conflictsDocument } from './conflicts/document.ts';
import { balancedBooks, call, someConsumer, someCourier, someRestaurant, stack } from './ftgo.ts';

const document = new URL('../../docs/conflicts.md', import.meta.url);
const AT_ONCE = 12;
const WITHOUT_LIMIT = 10_000_000;

let cast: Cast;

const nameOf = (stage: StageName, first: Command, second: Command): string => `${stage}: ${first}, then ${second}`;
const outcomes = new Map<string, Outcome | Error>();
const outcomeOf = (stage: StageName, first: Command, second: Command): Outcome => {
  const outcome = outcomes.get(nameOf(stage, first, second));
  if (!outcome || outcome instanceof Error) throw outcome ?? new Error('was not played');
  return outcome;
};

const all = stageNames.flatMap((stage) => stages[stage].pairs.map(([first, second]) => ({ name: nameOf(stage, first, second), stage, first, second })));

async function oneAfterTheOther({ stage, first, second }: (typeof all)[number]): Promise<Outcome> {
  const bout = await Bout.at(stage, cast);
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
  const consumer = await someConsumer(WITHOUT_LIMIT);
  cast = { consumer, restaurant: await someRestaurant(consumer), courier: await someCourier() };
  await each(all, async (pair) => {
    outcomes.set(pair.name, await oneAfterTheOther(pair).catch((error: Error) => error));
  });
}, 240_000);

afterAll(async () => {
  // Other tests have no courier.
  if (cast) await call('PUT', `/v1/couriers/${cast.courier.id}/availability`, { token: cast.courier.token, body: { available: false } });
  await routerOf(stack).reset();
});

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
    ['ACCEPTED, and a courier is coming', 'cancel', 'pick-up'],
  ] as const;

  it.each(races)('%s: %s and %s come out as one after the other', async (stage, one, other) => {
    const ends = (first: Command, second: Command): Ended => outcomeOf(stage, first, second).end;
    const race = async (): Promise<void> => {
      const bout = await Bout.at(stage, cast);
      await bout.giveAtOnce(one, other);
      expect([ends(one, other), ends(other, one)]).toContainEqual(await bout.ends());
    };
    // A courier has room for three deliveries, and two are in the plan already.
    await Promise.all(stage === 'ACCEPTED, and a courier is coming' ? [race()] : [race(), race(), race()]);
  }, 120_000);

  it('and all books balance', async () => {
    expect(await balancedBooks(60_000)).toMatchObject({ balanced: true, pending: 0 });
  }, 70_000);
});
