import { describe, expect, it } from '@jest/globals';
import { Fate } from '../fate.ts';
import { Pace } from '../pace.ts';
import { COOKS, Plan, TOO_BUSY, type Ticket } from './plan.ts';

const ORDERED_AT = Date.parse('2026-11-21T12:00:00Z');
const MINUTE = 60_000;

const orderId = (n: number): string => {
  const time = ORDERED_AT.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${n.toString(16).padStart(12, '0')}`;
};
const orders = Array.from({ length: 200 }, (_, n) => orderId(n));
const waiting = (n: number): Ticket => ({ orderId: orderId(n), state: 'AWAITING_ACCEPTANCE' });
const planOf = (seed = 1, speed = 1): Plan => new Plan(new Fate(seed), new Pace(speed));
/** An order that the staff takes. */
const taken = orders.findIndex((id) => !planOf().rejection(id));

/** What is done with these tickets, looked at so often. */
function evening(plan: Plan, tickets: readonly Ticket[], looksEvery: number): Map<string, string[]> {
  const kitchen = new Map(tickets.map((ticket) => [ticket.orderId, ticket]));
  const told = new Map(tickets.map(({ orderId: id }) => [id, [] as string[]]));
  for (let now = ORDERED_AT; now < ORDERED_AT + 90 * MINUTE; now += looksEvery) {
    for (const ticket of kitchen.values()) {
      const due = plan.dueAt(ticket);
      if (due === undefined || due > now) continue;
      const inHand = [...kitchen.values()].filter(({ readyBy }) => readyBy);
      const step = plan.next(ticket, inHand, now)!;
      told.get(ticket.orderId)!.push(step.name);
      kitchen.set(ticket.orderId, after(ticket, step));
    }
  }
  return told;
}

function after(ticket: Ticket, step: ReturnType<Plan['next']>): Ticket {
  switch (step!.name) {
    case 'accept':
      return { ...ticket, state: 'ACCEPTED', readyBy: step!.readyBy.toISOString() };
    case 'reject':
      return { ...ticket, state: 'REJECTED' };
    case 'preparing':
      return { ...ticket, state: 'PREPARING' };
    case 'ready':
      return { orderId: ticket.orderId, state: 'READY_FOR_PICKUP' };
  }
}

describe('what the staff does with an order', () => {
  it('is decided by the seed and the order, however often somebody looks', () => {
    const some = orders.slice(0, COOKS).map((_, n) => waiting(n));
    const once = evening(planOf(), some, 1_000);
    expect(evening(planOf(), [...some].reverse(), 7_000)).toEqual(once);
    expect(once.get(orderId(taken))).toEqual(['accept', 'preparing', 'ready']);
  });

  it('is something else for another seed', () => {
    const rejected = (seed: number): string[] => orders.filter((id) => planOf(seed).rejection(id));
    expect(rejected(1)).toEqual(rejected(1));
    expect(rejected(1)).not.toEqual(rejected(2));
  });

  it('is a no for a few of them, with a reason', () => {
    const reasons = orders.flatMap((id) => planOf().rejection(id) ?? []);
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.length).toBeLessThan(20);
    const index = orders.findIndex((id) => planOf().rejection(id));
    expect(planOf().next(waiting(index), [], ORDERED_AT)).toEqual({ name: 'reject', reason: planOf().rejection(orders[index]!) });
  });

  it('takes as long as the town says, or so many times less', () => {
    expect(planOf(1, 30).cooking(orders[0]!)).toBeCloseTo(planOf(1, 1).cooking(orders[0]!) / 30);
    const decided = (speed: number): number => planOf(1, speed).dueAt(waiting(0))! - ORDERED_AT;
    expect(decided(30)).toBeCloseTo(decided(1) / 30);
    expect(decided(1)).toBeGreaterThan(0);
  });
});

describe('a kitchen with a queue', () => {
  const inHandFor = (many: number, minutes: number): Ticket[] =>
    Array.from({ length: many }, (_, n) => ({ orderId: orderId(1_000 + n), state: 'ACCEPTED', readyBy: new Date(ORDERED_AT + minutes * MINUTE).toISOString() }));
  const promised = (inHand: readonly Ticket[]): number => {
    const step = planOf().next(waiting(taken), inHand, ORDERED_AT);
    if (step?.name !== 'accept') throw new Error(`It was not accepted: ${JSON.stringify(step)}`);
    return (step.readyBy.getTime() - ORDERED_AT - planOf().cooking(orderId(taken))) / MINUTE;
  };

  it('begins at once while a cook is free', () => {
    expect(promised(inHandFor(COOKS - 1, 40))).toBeCloseTo(0, 3);
  });

  it('promises what it can keep: a meal begins when the first cook is free', () => {
    expect(promised([...inHandFor(COOKS - 1, 40), ...inHandFor(1, 15)])).toBeCloseTo(15, 3);
    expect(promised([...inHandFor(COOKS, 40), ...inHandFor(COOKS, 60)])).toBeCloseTo(60, 3);
  });

  it('says so where somebody would wait for hours', () => {
    expect(planOf().next(waiting(taken), inHandFor(COOKS, 200), ORDERED_AT)).toEqual({ name: 'reject', reason: TOO_BUSY });
  });
});
