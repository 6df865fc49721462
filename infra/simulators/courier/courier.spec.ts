import { describe, expect, it } from '@jest/globals';
import { Fate } from '../fate.ts';
import { Pace } from '../pace.ts';
import { Habits } from './habits.ts';
import { metersBetween, ridden } from './ride.ts';

const ajanta = { lat: 37.8916, lng: -122.2814 };
const janesDoor = { lat: 37.8044, lng: -122.2712 };
const orders = Array.from({ length: 200 }, (_, n) => `order-${n}`);
const habitsOf = (seed: number, speed = 1): Habits => new Habits(new Fate(seed), new Pace(speed));

describe('a courier on the road', () => {
  it('comes as far as the pace says, and no further than the stop', () => {
    expect(metersBetween(ajanta, janesDoor)).toBeCloseTo(9_739, -2);
    const after = ridden(ajanta, janesDoor, 1_000);
    expect(metersBetween(ajanta, after)).toBeCloseTo(1_000);
    expect(metersBetween(after, janesDoor)).toBeCloseTo(metersBetween(ajanta, janesDoor) - 1_000, 0);
    expect(ridden(after, janesDoor, 20_000)).toEqual(janesDoor);
    expect(ridden(janesDoor, janesDoor, 0)).toEqual(janesDoor);
  });

  it('is as much faster as the town is', () => {
    expect(habitsOf(1).metersIn(3_600_000)).toBeCloseTo(18_000);
    expect(habitsOf(1, 30).metersIn(120_000)).toBeCloseTo(18_000);
    expect(habitsOf(1, 30).timeFor(18_000)).toBeCloseTo(120_000);
    expect(habitsOf(1, 30).handover('order-1', 'PICK_UP')).toBeCloseTo(habitsOf(1).handover('order-1', 'PICK_UP') / 30);
  });
});

describe('what a courier answers', () => {
  const declined = (seed: number, email: string): string[] => orders.filter((orderId) => habitsOf(seed).declines(orderId, email));

  it('is decided by the seed, the order and the courier', () => {
    const kim = declined(1, 'kim@ftgo.example');
    expect(kim.length).toBeGreaterThan(5);
    expect(kim.length).toBeLessThan(40);
    expect(declined(1, 'kim@ftgo.example')).toEqual(kim);
    expect(declined(2, 'kim@ftgo.example')).not.toEqual(kim);
    expect(declined(1, 'omar@ftgo.example')).not.toEqual(kim);
  });

  it('is told from a place of their own', () => {
    expect(habitsOf(1).home('kim@ftgo.example')).toEqual(habitsOf(1).home('kim@ftgo.example'));
    expect(metersBetween(habitsOf(1).home('kim@ftgo.example'), habitsOf(1).home('omar@ftgo.example'))).toBeGreaterThan(100);
  });
});
