import { percentile } from './figures.ts';
import type { Grown } from './memory.ts';
import type { Ride } from './punctuality.ts';

/** A row of seconds of ours, and of minutes of the town's, at shares of all rides. */
function spread(what: string, millis: readonly number[], speed: number): string {
  const at = (share: number): string => {
    const seconds = percentile(millis, share) / 1_000;
    return `${seconds.toFixed(1).padStart(6)} s ${((seconds * speed) / 60).toFixed(0).padStart(4)} min`;
  };
  return `${what.padEnd(34)} p50 ${at(0.5)}   p90 ${at(0.9)}   p99 ${at(0.99)}   most ${at(1)}`;
}

/** When people got their food, in our time and in the town's. */
export const punctualityReport = (rides: readonly Ride[], speed: number): string =>
  [
    spread('from the order to the door', rides.map(({ orderedAt, deliveredAt }) => deliveredAt - orderedAt), speed),
    spread('food waits for its courier', rides.map(({ readyBy, pickedUpAt }) => Math.max(0, pickedUpAt - readyBy)), speed),
    spread('picked up later than planned', rides.map(({ plannedPickUp, pickedUpAt }) => Math.max(0, pickedUpAt - plannedPickUp)), speed),
    spread('at the door later than planned', rides.map(({ plannedDelivery, deliveredAt }) => Math.max(0, deliveredAt - plannedDelivery)), speed),
  ].join('\n');

export function memoryReport(grown: readonly Grown[]): string {
  const row = (name: string, ...cells: string[]): string => name.padEnd(20) + cells.map((cell) => cell.padStart(12)).join('');
  const mib = (value: number): string => value.toFixed(0);
  return [
    row('MiB (PSS)', 'at first', 'at last', 'most', 'per minute*'),
    ...grown.map(({ name, atFirst, atLast, most, growth }) => row(name, mib(atFirst), mib(atLast), mib(most), growth.toFixed(2))),
    '* over the second half',
  ].join('\n');
}
