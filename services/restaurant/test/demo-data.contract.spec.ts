import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { RestaurantGrpc } from '@ftgo/restaurant-api';
import { parse } from 'yaml';
import { isOpenAt } from '../src/kitchen/domain/opening-hours.ts';
import { menuOf } from '../src/restaurant/domain/menu.ts';
import { openingHoursOf } from '../src/restaurant/domain/opening-hours.ts';
import { addressOf, capacityOf, timeZoneOf } from '../src/restaurant/domain/premises.ts';
import { sentence } from '../src/restaurant/domain/sentence.ts';
import { emailOf, passwordOf } from '../src/restaurant/domain/staff.ts';

const written: object[] = parse(readFileSync(new URL('../../../infra/demo-data/restaurants.yaml', import.meta.url), 'utf8'));
const restaurants = written.map((body) => RestaurantGrpc.CreateRestaurantRequest.fromJSON(body));
const everyHour = Array.from({ length: 7 * 24 }, (_, hour) => new Date(Date.UTC(2026, 10, 23, hour)));
const hoursOpen = ({ openingHours, timeZone }: RestaurantGrpc.CreateRestaurantRequest) =>
  everyHour.filter((moment) => isOpenAt(openingHours, timeZone, moment)).length;

describe.each(restaurants.map((restaurant) => [restaurant.name, restaurant] as const))('the demo restaurant %s', (_, restaurant) => {
  it('is one that this service takes, with nothing lost on the way', () => {
    expect(sentence(restaurant.name, '/name', 100)).toBe(restaurant.name);
    expect(addressOf(restaurant.address)).toEqual(restaurant.address);
    expect(timeZoneOf(restaurant.timeZone)).toBe(restaurant.timeZone);
    expect(menuOf(restaurant.menu, () => 'none is to be made up')).toEqual(restaurant.menu);
    expect(openingHoursOf(restaurant.openingHours)).toEqual(restaurant.openingHours);
    expect(capacityOf(restaurant.capacity)).toBe(restaurant.capacity);
    expect(emailOf(restaurant.email)).toBe(restaurant.email);
    expect(passwordOf(restaurant.password)).toBe('ftgo-demo');
    expect(restaurant).toMatchObject(written[restaurants.indexOf(restaurant)]!);
  });
});

describe('the demo restaurants together', () => {
  it('are six, each with a sign-in of its own', () => {
    expect(new Set(restaurants.map(({ email }) => email)).size).toBe(6);
    expect(restaurants[0]!.email).toBe('ajanta@ftgo.example');
  });

  it('can be ordered from at any time, and one of them hardly ever', () => {
    const open = restaurants.map(hoursOpen);
    expect(open.filter((hours) => hours === everyHour.length)).toHaveLength(3);
    expect(Math.min(...open)).toBeLessThan(10);
  });
});
