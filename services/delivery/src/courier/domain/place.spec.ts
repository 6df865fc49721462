import { describe, expect, it } from '@jest/globals';
import { metersBetween } from './place.ts';

describe('the distance between two places', () => {
  it.each([
    ['none', { lat: 37.8, lng: -122.3 }, { lat: 37.8, lng: -122.3 }, 0, 0],
    ['a degree of latitude', { lat: 0, lng: 0 }, { lat: 1, lng: 0 }, 111_195, 5],
    ['half way round', { lat: 0, lng: 0 }, { lat: 0, lng: 180 }, 20_015_115, 50],
    ['across the date line', { lat: 0, lng: 179.5 }, { lat: 0, lng: -179.5 }, 111_195, 5],
    ['from Oakland to Berkeley', { lat: 37.8044, lng: -122.2712 }, { lat: 37.8716, lng: -122.2727 }, 7_473, 10],
  ])('%s', (_, from, to, meters, within) => {
    expect(Math.abs(metersBetween(from, to) - meters)).toBeLessThanOrEqual(within);
    expect(metersBetween(to, from)).toBeCloseTo(metersBetween(from, to));
  });
});
