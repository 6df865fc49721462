import { describe, expect, it } from '@jest/globals';
import { plannedBlows, plannedFreezes, statefulServices } from './fault-plan.ts';
import { kinds, plannedOrders } from './order-plan.ts';
import { acts } from './planned-acts.ts';
import { plannedShifts } from './shift-plan.ts';

const first = <T>(count: number, plan: Generator<T, never>): T[] => Array.from({ length: count }, () => plan.next().value);

describe('the plan of a run', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(first(300, plannedOrders(7))).toEqual(first(300, plannedOrders(7)));
    expect(first(300, plannedOrders(7))).not.toEqual(first(300, plannedOrders(8)));
    expect(first(60, plannedBlows(7))).toEqual(first(60, plannedBlows(7)));
    expect(first(60, plannedBlows(7))).not.toEqual(first(60, plannedBlows(8)));
    expect(first(60, plannedShifts(7, 0))).toEqual(first(60, plannedShifts(7, 0)));
    expect(first(60, plannedShifts(7, 0))).not.toEqual(first(60, plannedShifts(7, 1)));
  });

  it('has orders of every kind, as many of a hundred as it says', () => {
    const counts = Map.groupBy(first(300, plannedOrders(7)), ({ kind }) => kind);
    expect(Object.fromEntries([...counts].map(([kind, orders]) => [kind, orders.length / 3]))).toEqual(
      Object.fromEntries(Object.entries(kinds).map(([kind, { share }]) => [kind, share])),
    );
  });

  it('lets consumers and restaurants do everything, also both about one order', () => {
    const planned = first(300, plannedOrders(7)).map(({ acts }) => acts.map(({ act }) => act));
    expect([...new Set(planned.flat())].sort()).toEqual([...acts].sort());
    expect(planned.some((some) => some.includes('revise') && some.includes('reject'))).toBe(true);
  });

  it('hits everything that can be hit before it hits anything again', () => {
    const blows = first(27, plannedBlows(7)).map(({ fault: { kind, target } }) => `${kind} ${target}`);
    expect(new Set(blows).size).toBe(blows.length);
    expect(blows).toEqual(expect.arrayContaining(['kill kafka', 'restart postgres', 'cut the relay order', 'kill api-gateway', 'remove and add delivery']));
    expect(blows).toEqual(expect.arrayContaining(statefulServices.map((service) => `kill the relay without Kafka ${service}`)));
  });

  it('freezes each service for longer than its session in the groups lasts, and then silences one for longer than an order may be pending', () => {
    const [silence, ...freezes] = first(5, plannedFreezes(7, 30_000)).map(({ fault }) => fault).reverse();
    expect(freezes.map(({ target }) => target).sort()).toEqual([...statefulServices].sort());
    for (const freeze of freezes) expect(freeze).toMatchObject({ kind: 'freeze', lasts: expect.any(Number) });
    expect(Math.min(...freezes.map((freeze) => ('lasts' in freeze ? freeze.lasts : 0)))).toBeGreaterThan(6_000);
    expect(silence).toMatchObject({ kind: 'silence', lasts: 32_000 });
  });
});
