// Deliveries of the past, as the service itself writes and reads them. A program of its own, for the services' code has to be transformed:
//   <database URL> bring <deliveries>    writes deliveries that came to the door, ten events each; prints their ids
//   <database URL> offer <offers>        writes one that was offered in vain, nine events with each offer; prints its id
//   <database URL> replay                folds all events again, compares, and prints the seconds that it took
//   <database URL> load <id> [without]   loads one again and again, without snapshots or with them; prints the median of the milliseconds
import { randomUUID } from 'node:crypto';
import { CoalescingWritePath, EventStreams, Histories, newId, pgSql, writePool } from '@ftgo/write-path';
import type { DeliveryEvent, OfferAnswered } from '../../services/delivery/src/delivery/domain/delivery-event.ts';
import { deliveryStreams } from '../../services/delivery/src/delivery/outbound/prisma/delivery-streams.ts';
import { percentile } from '../harness/statistics.ts';
import { ADDRESS } from './town.ts';

const COURIERS = 100;
const ASKED = 7;
const AT_ONCE = 2_000;

const couriers = Array.from({ length: COURIERS }, () => randomUUID());
const later = (time: Date, minutes: number): Date => new Date(time.getTime() + minutes * 60_000);

/** What happens to a delivery before a courier is asked. */
function begun(orderId: string, at: Date): DeliveryEvent[] {
  const order = { orderId, consumerId: randomUUID(), restaurantId: randomUUID() };
  return [
    { type: 'DeliveryCreated', ...order, deliveryAddress: ADDRESS },
    { type: 'FoodPromised', orderId, restaurantId: order.restaurantId, readyBy: later(at, 20) },
    { type: 'CourierSought', orderId, giveUpAt: later(at, 60) },
  ];
}

function offered(orderId: string, offerId: string, at: Date): DeliveryEvent {
  return { type: 'DeliveryOffered', orderId, offerId, restaurantId: randomUUID(), pickUpAddress: ADDRESS, deliveryAddress: ADDRESS, readyBy: later(at, 20), closesAt: later(at, 0.1) };
}

const answered = (orderId: string, offerId: string, courierId: string, accepted: boolean): OfferAnswered => ({
  type: 'OfferAnswered', orderId, offerId, courierId, accepted, addedTravelSeconds: 300, addedLatenessSeconds: 0,
});

/** Ten things happen to it: two couriers say yes, one of them brings it. */
function brought(orderId: string, number: number): DeliveryEvent[] {
  const at = later(new Date('2026-11-16T10:00:00Z'), number / 10);
  const [offerId, courierId, other] = [randomUUID(), couriers[number % COURIERS]!, couriers[(number + 1) % COURIERS]!];
  return [
    ...begun(orderId, at),
    offered(orderId, offerId, at),
    answered(orderId, offerId, courierId, true),
    answered(orderId, offerId, other, true),
    { type: 'DeliveryScheduled', orderId, offerId, courierId, pickUpAt: later(at, 20), deliverAt: later(at, 30) },
    { type: 'DeliveryPickedUp', orderId, restaurantId: randomUUID(), courierId, at: later(at, 21) },
    { type: 'DeliveryNear', orderId, courierId },
    { type: 'DeliveryDelivered', orderId, courierId, at: later(at, 31) },
  ];
}

/** Nobody takes it: it is offered again and again, everybody says no, and in the end it fails. */
function neverTaken(orderId: string, offers: number): DeliveryEvent[] {
  const at = new Date('2026-11-16T10:00:00Z');
  const rounds = Array.from({ length: offers }, (_, n): DeliveryEvent[] => {
    const offerId = randomUUID();
    return [
      offered(orderId, offerId, at),
      ...couriers.slice(0, ASKED).map((courierId) => answered(orderId, offerId, courierId, false)),
      { type: 'OfferExpired', orderId, offerId, at: later(at, n / 2) },
    ];
  });
  return [...begun(orderId, at), ...rounds.flat(), { type: 'DeliveryFailed', orderId, reason: 'NO_COURIER' }];
}

const [url, command, what, isWithout] = process.argv.slice(2);
const LOADS = 300;
const pool = writePool({ connectionString: url! });
const sql = pgSql(pool);
const timer = () => ({ kind: 'timer', correlationId: newId() }) as const;
const writePath = new CoalescingWritePath(sql);

const append = (id: string, events: readonly DeliveryEvent[]): Promise<void> =>
  writePath.update([{ table: deliveryStreams, id }], (stream) => ({ states: [deliveryStreams.append(stream, events)] }), timer());

async function bring(deliveries: number): Promise<string[]> {
  const ids = Array.from({ length: deliveries }, newId);
  for (let from = 0; from < deliveries; from += AT_ONCE) {
    await Promise.all(ids.slice(from, from + AT_ONCE).map((id, i) => append(id, brought(id, from + i))));
  }
  return ids;
}

async function offerInVain(offers: number): Promise<string> {
  const id = newId();
  for (const event of neverTaken(id, offers)) await append(id, [event]);
  return id;
}

async function replay(): Promise<{ seconds: number; compared: number }> {
  const began = performance.now();
  const { compared, drifts } = await new Histories(sql, deliveryStreams).compare();
  if (drifts.length > 0) throw new Error(`${drifts.length} deliveries are not what their events say: ${JSON.stringify(drifts[0])}`);
  return { seconds: (performance.now() - began) / 1000, compared };
}

/** As after a change of a snapshot's form: all events are folded. */
const withoutSnapshots = new EventStreams({ ...deliveryStreams.kind, snapshot: { ...deliveryStreams.kind.snapshot, schema: 0 } });

/** Each time for a change that then changes nothing. */
async function load(id: string, table: typeof deliveryStreams): Promise<number> {
  // Nothing that was loaded once is trusted.
  const wary = new CoalescingWritePath(sql, { trustFor: 0 });
  const took: number[] = [];
  for (let n = 0; n < LOADS; n++) {
    const began = performance.now();
    await wary.update([{ table, id }], () => ({}), timer());
    took.push(performance.now() - began);
  }
  // The first hundred warm it up.
  return percentile(took.slice(100), 0.5);
}

const commands: Record<string, () => Promise<unknown>> = {
  bring: () => bring(Number(what)),
  offer: () => offerInVain(Number(what)),
  replay,
  load: () => load(what!, isWithout ? withoutSnapshots : deliveryStreams),
};

console.log(JSON.stringify(await commands[command!]!()));
await pool.end();
