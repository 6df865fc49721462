import { describe, expect, it } from '@jest/globals';
import { startOptions } from './start-options.ts';

describe('npm start', () => {
  it('leaves the size to the data that is there unless told', () => {
    expect(startOptions([]).size).toEqual({});
  });

  it('starts three brokers', () => {
    expect(startOptions(['--brokers', '3']).size).toEqual({ brokers: 3 });
  });

  it('puts the message router between the services where it is told', () => {
    expect([startOptions([]).router, startOptions(['--router']).router]).toEqual([false, true]);
  });

  it('has the town live by itself, ever the same and half a minute a second, unless told', () => {
    expect(startOptions([]).simulators).toEqual({ seed: 1, speed: 30 });
    expect(startOptions(['--speed', '0.5', '--seed', '7']).simulators).toEqual({ seed: 7, speed: 0.5 });
    expect(startOptions(['--no-simulators']).simulators).toBeUndefined();
  });

  it('starts as many instances of each service as it is told', () => {
    expect(startOptions(['--instances', '2']).size.instances).toEqual({ order: 2, consumer: 2, restaurant: 2, delivery: 2 });
  });

  it('starts several of the services that it is told, and one of each other', () => {
    expect(startOptions(['--instances=order=2,consumer=3']).size.instances).toEqual({ order: 2, consumer: 3, restaurant: 1, delivery: 1 });
  });

  it.each([
    ['an option that there is not', ['--instance', '2'], "Unknown option '--instance': see `npm start -- --help`."],
    ['a word', ['2'], "Unexpected argument '2': see `npm start -- --help`."],
    ['an option without its value', ['--instances'], "Option '--instances <value>' argument missing: see `npm start -- --help`."],
    ['no number', ['--instances', 'two'], '--instances takes a number from 1 to 3, or such as order=2,consumer=3, not "two": see `npm start -- --help`.'],
    ['too many', ['--instances', 'order=6'], '--instances takes a number from 1 to 3, or such as order=2,consumer=3, not "6": see `npm start -- --help`.'],
    ['no service', ['--instances', 'orders=2'], '--instances can be said of order, consumer, restaurant, delivery, not of "orders": see `npm start -- --help`.'],
    ['a time that stands still', ['--speed', '0'], '--speed takes a number above 0, at most 500, not "0": see `npm start -- --help`.'],
    ['no seed', ['--seed', 'x'], '--seed takes a whole number, not "x": see `npm start -- --help`.'],
    ['two brokers', ['--brokers', '2'], '--brokers is 1 or 3, not "2": with two, the loss of either would stop every write.'],
  ])('says in a sentence what it does not take: %s', (_, args, sentence) => {
    expect(() => startOptions(args)).toThrow(new Error(sentence));
  });
});
