import { describe, expect, it } from '@jest/globals';
import type { Account } from './account.ts';
import type { AuthorizationEvent } from './accounting-event.ts';
import { consumerVerified, orderUndone, ticketCreated, type AccountOf, type Authorization, type Outcome } from './authorization.ts';
import { dansExhaustedAccount, janesAccount, ticket, undone, verified } from './accounting.mother.ts';

type Step = (authorization: Authorization | undefined, accountOf: AccountOf) => Outcome;

const STEPS: Record<string, Step> = {
  ConsumerVerified: (authorization, accountOf) => consumerVerified(authorization, accountOf, verified),
  TicketCreated: (authorization, accountOf) => ticketCreated(authorization, accountOf, ticket),
  OrderRejected: (authorization, accountOf) => orderUndone(authorization, accountOf, undone),
};

/** Every sequence of the three messages up to the length, so every order with every duplicate: 3 + 9 + 27 + … */
function sequences(length: number): string[][] {
  if (length === 0) return [];
  const shorter = sequences(length - 1);
  const longest = length === 1 ? [[]] : shorter.filter((sequence) => sequence.length === length - 1);
  return [...shorter, ...longest.flatMap((sequence) => Object.keys(STEPS).map((name) => [...sequence, name]))];
}

function run(sequence: string[], opening: Account) {
  let authorization: Authorization | undefined;
  let account = opening;
  let balanced = true;
  const events: AuthorizationEvent[] = [];
  for (const name of sequence) {
    const { state, events: more } = STEPS[name]!(authorization, () => account);
    authorization = state.authorization;
    account = state.account ?? account;
    events.push(...more);
    const held = authorization.state === 'AUTHORIZED' ? authorization.amount.amount : 0;
    balanced &&= account.held.amount === opening.held.amount + held;
  }
  const count = (type: AuthorizationEvent['type']) => events.filter((event) => event.type === type).length;
  return { sequence, authorization, account, balanced, events, count };
}

const before = (sequence: string[], name: string) => (sequence.includes(name) ? sequence.slice(0, sequence.indexOf(name)) : sequence);

describe.each([
  { account: 'with money left', opening: janesAccount, answer: 'AccountAuthorized' as const },
  { account: 'spent to the limit', opening: dansExhaustedAccount, answer: 'AuthorizationFailed' as const },
])('for an account $account, in every one of 1,092 sequences of messages', ({ opening, answer }) => {
  const runs = sequences(6).map((sequence) => run(sequence, opening));

  it('(which are all of them, up to six messages)', () => expect(runs).toHaveLength(1_092));

  it('there is held at each step what the authorization says, and nothing else', () => {
    expect(runs.filter(({ balanced }) => !balanced)).toEqual([]);
  });

  it('nothing is held once the order was rejected, and that was said once', () => {
    const rejected = runs.filter(({ sequence }) => sequence.includes('OrderRejected'));
    const undone = rejected.filter(
      ({ authorization, account, count }) =>
        authorization?.state === 'REVERSED' && account.held.amount === opening.held.amount && count('AuthorizationReversed') === 1,
    );
    expect(undone).toEqual(rejected);
  });

  it('the order is answered once where verification and ticket came before a rejection, and else never', () => {
    const wrong = runs.filter(({ sequence, count }) => {
      const living = before(sequence, 'OrderRejected');
      return count(answer) !== (living.includes('ConsumerVerified') && living.includes('TicketCreated') ? 1 : 0);
    });
    expect(wrong).toEqual([]);
  });

  it('what was released is what was held', () => {
    const wrong = runs.filter(({ authorization, events }) => {
      const held = events.find((event) => event.type === 'AccountAuthorized')?.amount.amount ?? 0;
      return authorization?.state === 'REVERSED' && authorization.released.amount !== held;
    });
    expect(wrong).toEqual([]);
  });
});
