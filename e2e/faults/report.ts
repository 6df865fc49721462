import type { DeliveryStep, OrderRow } from './evidence.ts';
import type { Finding, Harm } from './finding.ts';
import type { Asked } from './order-stream.ts';

export interface Figures {
  readonly seconds: number;
  readonly asked: readonly Asked[];
  readonly orders: readonly OrderRow[];
  readonly steps: readonly DeliveryStep[];
  readonly retries: ReadonlyMap<string, number>;
  readonly faults: ReadonlyMap<string, number>;
  readonly missedFaults: number;
  /** Milliseconds. */
  readonly longestWithoutOrder: number;
  readonly findings: readonly Finding[];
}

const harms: readonly Harm[] = ['lost', 'doubled', 'stuck', 'out of order', 'wrong'];
const MOST_SHOWN = 10;
const TOLD_OF_DELIVERIES: readonly string[] = ['DeliveryOffered', 'OfferAnswered', 'OfferExpired', 'DeliveryScheduled', 'DeliveryUnscheduled', 'DeliveryPickedUp', 'DeliveryDelivered', 'DeliveryCancelled', 'DeliveryFailed'];

/** What a run came to, for a person. */
export function reportOf({ seconds, asked, orders, steps, retries, faults, missedFaults, longestWithoutOrder, findings }: Figures): string {
  const accepted = asked.filter(({ accepted: ids }) => ids.size > 0).length;
  const acts = counted(asked.flatMap(({ acts: done }) => done.map(({ act, answer }) => `${act} ${answer}`)));
  const refusals = counted(asked.flatMap(({ refused }) => [...refused]));
  return [
    `clients   ${asked.length} in ${seconds.toFixed(0)} s, ${accepted} with an order`,
    outcomesOf({ orders, steps, retries }),
    `refused   ${listed(refusals)}`,
    `acts      ${listed(acts)}`,
    `faults    ${listed(faults)}${missedFaults > 0 ? `; ${missedFaults} found nothing to hit` : ''}`,
    `pause     ${(longestWithoutOrder / 1_000).toFixed(1)} s, the longest without an accepted order`,
    harms.map((harm) => `${harm} ${findings.filter((finding) => finding.harm === harm).length}`).join(', '),
  ].join('\n');
}

/** What became of orders and deliveries, and what clients had to ask again for. */
export function outcomesOf({ orders, steps, retries }: Pick<Figures, 'orders' | 'steps' | 'retries'>): string {
  const outcomes = counted(orders.map(({ state, reason }) => (state === 'REJECTED' || state === 'CANCELLED' ? reason! : state)));
  const deliveries = counted(steps.map(({ type }) => type).filter((type) => TOLD_OF_DELIVERIES.includes(type)));
  return [`orders    ${listed(outcomes)}`, `couriers  ${listed(deliveries)}`, `retries   ${listed(retries)}`].join('\n');
}

/** The findings, the gravest first; of many of one rule a few. */
export function findingsReport(findings: readonly Finding[]): string {
  const byRule = Map.groupBy(findings, ({ rule }) => rule);
  return [...byRule.entries()]
    .flatMap(([rule, broken]) => [
      `✗ ${rule} (${broken[0]!.harm}${broken.length > 1 ? `, ${broken.length} times` : ''})`,
      ...broken.slice(0, MOST_SHOWN).map(({ orderId, says }) => `    ${orderId ? `order ${orderId}: ` : ''}${says}`),
      ...(broken.length > MOST_SHOWN ? [`    and ${broken.length - MOST_SHOWN} more`] : []),
    ])
    .join('\n');
}

function counted(things: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1);
  return counts;
}

function listed(counts: ReadonlyMap<string, number>): string {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const parts = [...counts].toSorted(([, a], [, b]) => b - a).map(([thing, count]) => `${count} ${thing}`);
  return total === 0 ? '0' : `${total}: ${parts.join(', ')}`;
}
