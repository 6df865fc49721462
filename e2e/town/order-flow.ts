import { randomUUID } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import type { PatientClient } from '../faults/patient-client.ts';
import type { Random } from '../faults/random.ts';
import { type Town, somewhere } from './town.ts';

/** What became of the requests for orders. */
export interface Ordered {
  readonly accepted: readonly string[];
  /** Why others were not, with how many. */
  readonly refused: ReadonlyMap<string, number>;
}

/** Orders come at their times, however long those before them take. */
export async function orderFlow(client: PatientClient, town: Town, random: Random, { orders, perMinute }: { orders: number; perMinute: number }): Promise<Ordered> {
  const accepted: string[] = [];
  const refused = new Map<string, number>();
  const place = async (): Promise<void> => {
    const [{ token }, restaurant] = [random.oneOf(town.guests), random.oneOf(town.restaurants)];
    const lineItems = [{ menuItemId: random.oneOf(restaurant.menuItemIds), quantity: random.between(1, 2) }];
    const body = { restaurantId: restaurant.id, lineItems, deliveryAddress: somewhere(random) };
    const answer = await client.ask('POST', '/v1/orders', { token, key: randomUUID(), body });
    if (answer.status === 201) accepted.push(answer.body.orderId);
    else refused.set(answer.body.code, (refused.get(answer.body.code) ?? 0) + 1);
  };
  const begun = performance.now();
  const underWay: Promise<void>[] = [];
  for (let number = 0; number < orders; number += 1) {
    await after(Math.max(begun + (number * 60_000) / perMinute - performance.now(), 0));
    underWay.push(place());
  }
  await Promise.all(underWay);
  return { accepted, refused };
}
