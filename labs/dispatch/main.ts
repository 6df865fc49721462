import { type Evening, liveThrough, meanRide, oakland } from './evening.ts';
import { leastAdded, random, randomInserted } from './policies.ts';

const policies = { 'least added (FTGO)': leastAdded, 'random courier, best place': randomInserted, 'random courier, at the end': random };

const evenings = new Map<string, Evening>(Object.entries(policies).map(([name, policy]) => [name, liveThrough(oakland, policy)]));
const worst = [...evenings.values()].at(-1)!;
const ratio = (of: 'travel' | 'lateness', evening: Evening): string => (evening[of] / worst[of]).toFixed(2);

console.log(`${oakland.orders} orders in ${oakland.minutes} minutes, ${oakland.couriers} couriers with room for ${oakland.capacity}, seed ${oakland.seed};`);
console.log(`from restaurant to door ${Math.round(meanRide(oakland))} m on average.\n`);
console.log('| policy | on the road per order | ratio | late per order | ratio | late orders |');
console.log('|---|---|---|---|---|---|');
for (const [name, evening] of evenings) {
  const { travel, lateness, shareLate } = evening;
  console.log(`| ${name} | ${Math.round(travel)} s | ${ratio('travel', evening)} | ${Math.round(lateness)} s | ${ratio('lateness', evening)} | ${Math.round(shareLate * 100)} % |`);
}
